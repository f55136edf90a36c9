"""What is sent is made again or refused in one sentence; nothing is served as it came."""

import struct
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override
from PIL import Image, ImageDraw, features

from parvis.ground.files import encoding
from parvis.ground.files.actions import keep_attachment, keep_picture
from parvis.ground.files.checking import KINDS
from parvis.ground.files.encoding import encode
from parvis.ground.files.models import Picture

pytestmark = pytest.mark.django_db


def photograph(width=1200, height=800, format_="JPEG", mode="RGB", **options):
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    ImageDraw.Draw(image).ellipse((0, 0, width // 2, height // 2), fill="red" if mode == "RGB" else None)
    into = BytesIO()
    image.save(into, format_, **options)
    return into.getvalue()


def refusal(sent):
    with override("en"), pytest.raises(ValidationError) as caught:
        encode(sent)
    (message,) = caught.value.messages
    return message


def test_a_picture_is_made_again_in_several_widths_and_formats():
    picture = keep_picture(photograph(), alt={"fr": "Un cercle", "en": "A circle"})

    stored = Picture.objects.get()
    assert (stored.width, stored.height) == (1200, 800)
    assert {(one["format"], one["width"]) for one in stored.renditions} == {
        (format_, width) for format_ in ("avif", "webp") if features.check(format_) for width in (480, 960, 1200)
    }
    for rendition in stored.renditions:
        with default_storage.open(rendition["path"]) as file:
            shown = Image.open(file)
            assert shown.size == (rendition["width"], rendition["height"])
            assert shown.format == rendition["format"].upper()
    assert picture.file.name.endswith(".jpg")


def test_where_a_picture_was_taken_is_forgotten_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    sent = photograph(400, 200, exif=exif.tobytes(), comment=b"taken by Ada")
    assert b"A camera" in sent

    encoded = encode(sent)

    assert (encoded.width, encoded.height) == (200, 400)
    for content in (encoded.content, *(rendition.content for rendition in encoded.renditions)):
        again = Image.open(BytesIO(content))
        assert not again.getexif()
        assert "icc_profile" not in again.info
        assert b"camera" not in content
        assert b"Ada" not in content


def test_a_wide_picture_is_made_smaller_and_a_small_one_is_not_enlarged():
    assert encode(photograph(3000, 1000)).width == encoding.WIDEST
    assert {rendition.width for rendition in encode(photograph(300, 200)).renditions} == {300}


def test_transparency_stays():
    image = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    into = BytesIO()
    image.save(into, "PNG")

    encoded = encode(into.getvalue())

    assert encoded.extension == "png"
    assert Image.open(BytesIO(encoded.content)).getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "I;16"])
def test_other_kinds_of_pixels_are_read(mode):
    into = BytesIO()
    Image.new(mode, (40, 40)).save(into, "PNG")

    assert encode(into.getvalue()).width == 40


def declared(width, height):
    """The beginning of a PNG that says it is that large; its pixels would fill the memory."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [7_100, 15_000, 60_000])
def test_a_bomb_is_refused_before_it_explodes(side):
    tracemalloc.start()

    message = refusal(declared(side, side))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert message == "This picture holds more than 50 million pixels: make it smaller, then send it again."
    assert peak < 5_000_000


def test_a_file_too_heavy_is_refused():
    assert refusal(b"\xff\xd8" + b"0" * encoding.MOST_BYTES) == "This picture weighs 15.0 MB; 15 at most."


@pytest.mark.parametrize("sent", [b"", b"hello", b"GIF89a", b"%PDF-1.7", photograph()[:900]])
def test_what_is_not_a_picture_is_refused(sent):
    assert refusal(sent) == "This file is not a picture we can read: send a JPEG, a PNG or a WebP."


def test_drawings_that_hold_programs_and_specks_are_refused():
    assert "SVG" in refusal(b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    assert "2 × 2 pixels" in refusal(photograph(2, 2))


def test_a_form_says_what_is_wrong_with_a_picture():
    from django.core.files.uploadedfile import SimpleUploadedFile

    picture = Picture(alt="x", file=SimpleUploadedFile("a.jpg", b"hello"))

    with pytest.raises(ValidationError, match="not a picture"), override("en"):
        picture.full_clean()


def test_saving_a_picture_again_does_not_encode_it_again():
    picture = keep_picture(photograph(100, 100), alt="x")
    name, renditions = picture.file.name, picture.renditions

    picture.credit = "Ada"
    picture.save()

    assert (picture.file.name, picture.renditions) == (name, renditions)


def test_files_go_with_their_row(django_capture_on_commit_callbacks):
    picture = keep_picture(photograph(100, 100), alt="x")
    paths = [picture.file.name, *(rendition["path"] for rendition in picture.renditions)]
    assert all(default_storage.exists(path) for path in paths)

    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()

    assert not any(default_storage.exists(path) for path in paths)


def test_a_page_keeps_the_place_of_a_picture_and_offers_light_ones():
    picture = keep_picture(photograph(1200, 800), alt={"fr": "Un <cercle>", "en": "A circle"})

    with override("fr"):
        html = Template('{% load files %}{% picture shown sizes="50vw" %}').render(Context({"shown": picture}))

    assert 'width="1200" height="800"' in html
    assert 'alt="Un &lt;cercle&gt;"' in html
    assert 'loading="lazy"' in html
    assert 'type="image/webp"' in html
    assert "480w" in html
    assert 'sizes="50vw"' in html
    assert "style" not in html


def archive(**files):
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(name.replace("__", "/"), content)
    return into.getvalue()


ODT = archive(mimetype=KINDS["odt"], content="x")


@pytest.mark.parametrize(
    ("name", "sent"), [("plan.pdf", b"%PDF-1.7\n..."), ("Plan.ODT", ODT), ("table.csv", b"a,b\n"), ("note.txt", b"x")]
)
def test_a_document_is_kept_and_downloaded_under_its_name(client, name, sent):
    attachment = keep_attachment(sent, name, title="Plan")

    response = client.get(reverse("files:attachment", args=[attachment.uid]))

    assert b"".join(response.streaming_content) == sent
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == attachment.media_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert attachment.size == len(sent)


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("page.html", b"<script>", "kind that is not accepted"),
        ("run.exe", b"MZ", "kind that is not accepted"),
        ("noextension", b"x", "kind that is not accepted"),
        ("plan.pdf", b"<html>", "does not hold what its name says"),
        ("plan.odt", archive(mimetype="text/html"), "does not hold what its name says"),
        ("plan.docx", archive(**{"[Content_Types].xml": "x", "word__vbaProject.bin": "x"}), "does not hold"),
        ("plan.docx", b"PK\x03\x04rubbish", "does not hold"),
        ("table.csv", b"a\0b", "does not hold"),
    ],
)
def test_a_document_that_is_not_what_it_says_is_refused(name, sent, said):
    with override("en"), pytest.raises(ValidationError) as caught:
        keep_attachment(sent, name)

    assert said in caught.value.messages[0]
    assert name in caught.value.messages[0]


def test_a_name_never_becomes_a_path():
    attachment = keep_attachment(b"x", "..\\..\\etc/passwd.txt")

    assert attachment.name == "passwd.txt"
    assert attachment.file.name.startswith("attachments/")
    assert ".." not in attachment.file.name
