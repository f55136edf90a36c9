"""The one error a reader may raise: a sentence in both languages that names the place."""


class FormatError(ValueError):
    """A file that cannot be read at all, said in one sentence naming the line, the row or the field.

    fr, en    the sentence in both languages
    line      1-based line (or row) at fault, None when the file as a whole is
    field     name of the field at fault, empty when none
    """

    def __init__(self, fr: str, en: str, *, line: int | None = None, field: str = "") -> None:
        super().__init__(en)
        self.message = {"fr": fr, "en": en}
        self.line = line
        self.field = field
