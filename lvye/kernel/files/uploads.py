"""Measuring an upload while it comes in: what is too big is let go by, not written down."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lvye.kernel.rules import api as rules

MB = 1 << 20
HOPELESS = 8  # of a request this many times the limit no file is worth writing down


def max_bytes() -> int:
    """The most one file may have, by the rule."""
    return int(rules.value("files.max_mb")) * MB


def too_big(name: str, size: int) -> ValidationError:
    """The sentence for a file that is too big."""
    text = _(
        "“%(name)s”有 %(size)s MB，一个文件最多 %(limit)s MB。照片请用普通画质重拍，或用微信发给自己后再存下来上传。"
    )
    words = {"name": name, "size": -(-size // MB), "limit": max_bytes() // MB}
    return ValidationError(text % words, code="too_big")


class TooBigFile(UploadedFile):  # type: ignore[type-arg]  # not generic when it runs
    """Stands for a file that was let go by: it has a name and a size; whoever reads it gets the sentence.

    So the rest of the form is there, and what was typed is kept.
    """

    def __init__(self, name: str, size: int, field_name: str | None) -> None:
        super().__init__(file=None, name=name, size=size)
        self.field_name = field_name

    def read(self, *_args: Any) -> bytes:
        """Raises ValidationError: there is nothing to read."""
        raise too_big(self.name or "", self.size or 0)

    def chunks(self, chunk_size: int | None = None) -> Any:
        """Raises ValidationError: there is nothing to read."""
        raise too_big(self.name or "", self.size or 0)

    def seek(self, *_args: Any) -> int:
        """Always at its beginning."""
        return 0

    def close(self) -> None:
        """Nothing is open."""


class MeasuringHandler(TemporaryFileUploadHandler):
    """Stands in FILE_UPLOAD_HANDLERS in place of the temporary files' own handler, after the one for memory.

    A file is written down until it passes the limit; then what was written goes, and the rest is read and dropped
    (a browser shows an answer only to a request it was let finish). A request that announces many times the limit
    is dropped from its first piece: a 200 MB photo never touches the disk.
    """

    def handle_raw_input(
        self, input_data: Any, META: dict[str, str], content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        """Remember what the request says of its length, and ask the limit once."""
        self.limit = max_bytes()
        self.hopeless = content_length > HOPELESS * self.limit

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin counting anew."""
        self.seen, self.dropped = 0, self.hopeless
        begin = FileUploadHandler.new_file if self.hopeless else TemporaryFileUploadHandler.new_file
        begin(self, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece down, as long as the file may still be let in."""
        self.seen += len(raw_data)
        if not self.dropped and self.seen > self.limit:
            self.dropped = True
            self.file.close()  # a temporary file goes when it is closed
        if not self.dropped:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The file, or what stands for one that was dropped."""
        if self.dropped:
            return TooBigFile(str(self.file_name), self.seen, self.field_name)
        return super().file_complete(file_size)


def refuse_too_many(count: int, most: int, field: str = "", *, papers: bool = False) -> None:
    """Raises ValidationError (under the name of the form's field, where given) for more than `most` files.

    Never cut in silence: a photo that was taken is proof.
    """
    if count <= most:
        return
    text = _("最多放 %(n)s 份文件，请去掉几份。") if papers else _("最多放 %(n)s 张照片，请去掉几张。")
    said = text % {"n": most}
    raise ValidationError({field: said} if field else said)


def uploads_of(request: HttpRequest, field: str, most: int, *, under: str = "", papers: bool = False) -> list[Any]:
    """The files of one field of a form, as they came.

    Raises ValidationError (under `under`, where given) for more than `most`.
    """
    found = request.FILES.getlist(field)
    refuse_too_many(len(found), most, under, papers=papers)
    return found
