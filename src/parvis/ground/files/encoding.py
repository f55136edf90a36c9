"""From what somebody sends to pictures that are safe, light and say nothing of who took them."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, features

MOST_BYTES = 15_000_000
MOST_PIXELS = 50_000_000
SMALLEST = 16  # pixels a side
WIDEST = 1920  # of the file that every browser can show
WIDTHS = (480, 960, 1600)
READ = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF")
# format → how it is written; quality chosen so that a photograph of a room shows no difference at arm's length
RENDITIONS = {"avif": {"quality": 58, "speed": 8}, "webp": {"quality": 78, "method": 4}}


@dataclass(frozen=True)
class Encoded:
    """A picture made again: `extension` is "jpg" or "png"."""

    content: bytes
    extension: str
    width: int
    height: int
    renditions: tuple[Rendition, ...]


@dataclass(frozen=True)
class Rendition:
    """The same picture in another format and width, in pixels."""

    format: str
    width: int
    height: int
    content: bytes


def encode(sent: bytes) -> Encoded:
    """Make a picture again from its pixels: upright, in sRGB, 1,920 pixels wide at most, without EXIF nor comments.

    Renditions are WebP, and AVIF when this machine can write it, at 480, 960 and 1,600 pixels (never enlarged) and at
    the full width when it falls between. Of an animation, the first image is kept.

    Raises ValidationError, in one sentence, for a file too heavy, too large, too small, or that is not a picture.
    """
    if len(sent) > MOST_BYTES:
        raise ValidationError(
            _("This picture weighs %(size)s MB; %(most)s at most."),
            params={"size": round(len(sent) / 1e6, 1), "most": MOST_BYTES // 1_000_000},
        )
    image = upright(opened(sent))
    if image.width > WIDEST:
        image = resized(image, WIDEST)
    content, extension = main_file(image)
    return Encoded(content, extension, image.width, image.height, tuple(renditions_of(image)))


def opened(sent: bytes) -> Image.Image:
    """The decoded picture; its size is known, and refused, before a single pixel is decoded."""
    if b"<svg" in sent[:1000].lower():
        raise ValidationError(_("A drawing in SVG can hold programs: send it as PNG."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower, and said below
            image = Image.open(BytesIO(sent), formats=READ)
            refuse_size(image)
            image.load()
    except Image.DecompressionBombError:
        raise ValidationError(too_large()) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise ValidationError(_("This file is not a picture we can read: send a JPEG, a PNG or a WebP.")) from None
    return image


def refuse_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(too_large())
    if min(image.size) < SMALLEST:
        raise ValidationError(
            _("This picture is %(width)s × %(height)s pixels: too small to be seen."),
            params={"width": image.width, "height": image.height},
        )


def too_large() -> str:
    return _("This picture holds more than %(most)s million pixels: make it smaller, then send it again.") % {
        "most": MOST_PIXELS // 1_000_000
    }


def upright(image: Image.Image) -> Image.Image:
    """The picture as it is meant to be seen, in sRGB, with nothing beside its pixels."""
    image = ImageOps.exif_transpose(image)
    profile = image.info.get("icc_profile")
    mode = "RGBA" if has_transparency(image) else "RGB"
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        image = in_srgb(image, profile, mode)
    plain = image.convert(mode)
    bare = Image.new(mode, plain.size)
    bare.paste(plain)
    return bare


def in_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile: the plain numbers are the best guess
    return converted or image


def has_transparency(image: Image.Image) -> bool:
    if "A" in image.getbands():
        lowest, _highest = image.getchannel("A").getextrema()
        return bool(lowest < 255)
    return "transparency" in image.info


def resized(image: Image.Image, width: int) -> Image.Image:
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def main_file(image: Image.Image) -> tuple[bytes, str]:
    """The file for every browser: PNG when it is transparent or lighter that way (drawings), else JPEG."""
    png = written(image, "PNG", optimize=True) if image.mode == "RGBA" or few_colours(image) else None
    if image.mode == "RGBA":
        return png or b"", "png"
    jpeg = written(image, "JPEG", quality=84, optimize=True, progressive=True)
    return (png, "png") if png and len(png) < len(jpeg) else (jpeg, "jpg")


def few_colours(image: Image.Image) -> bool:
    return image.getcolors(maxcolors=4096) is not None


def written(image: Image.Image, format_: str, **options: object) -> bytes:
    into = BytesIO()
    image.save(into, format_, **options)
    return into.getvalue()


def renditions_of(image: Image.Image) -> list[Rendition]:
    widths = sorted({width for width in WIDTHS if width < image.width} | {min(image.width, WIDTHS[-1])})
    found = []
    for width in widths:
        smaller = image if width == image.width else resized(image, width)
        found += [
            Rendition(format_, smaller.width, smaller.height, written(smaller, format_.upper(), **options))
            for format_, options in RENDITIONS.items()
            if features.check(format_)
        ]
    return found
