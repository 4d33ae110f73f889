# SPDX-License-Identifier: MIT
"""Pictures for tests, made here: whole ones, and ones that lie."""
import base64
import struct
import zlib


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_head(width, height, kind=2):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0))


def png(width, height, color=(200, 40, 40)):
    """One colour; with four values some of it can be seen through."""
    row = b"\0" + bytes(color) * width
    return (png_head(width, height, 6 if len(color) == 4 else 2) + chunk(b"IDAT", zlib.compress(row * height, 9))
            + chunk(b"IEND", b""))


def bmp(width, height, color=(40, 200, 40)):
    row = bytes(reversed(color)) * width
    row += b"\0" * (-len(row) % 4)
    return (b"BM" + struct.pack("<IHHI", 54 + len(row) * height, 0, 0, 54)
            + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0) + row * height)


def gif(width=1, height=1):
    """A file of one pixel that says it has width x height."""
    return (b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0\xff\0\0\0\0\0" + b"\x2c"
            + struct.pack("<HHHH", 0, 0, width, height) + b"\0\x02\x02\x44\x01\0\x3b")


JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/"
    "2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wAARCAAUACADASIAAhEBAxEB/8QA"
    "HwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkK"
    "FhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXG"
    "x8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC"
    "AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOE"
    "hYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDzaPSxKFVU"
    "KxKcsxFaUGk55K4yST7Z/wDrV1MGk5wSCcdyc4/pWnBpH+z/AJ/z/nFeniM0c25Sd7/LbbTpb579b6eZl+a2tqctBpPqv1/H/wCvWnBpHTK8iupg0jp8tacG"
    "kdPlry62Y+Z9zl+bbakMVrEFDYyfetKG2iB+70ooryq7d2fieXyemppwW0X92tOC2iwPloory6rZ9zl8nof/2Q==")


def jpeg():
    """32 x 20 pixels."""
    return JPEG
