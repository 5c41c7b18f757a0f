"""Twilio's signature, written from its description and not with its library, so that the two can be compared.

HMAC-SHA1 with the token over the address and every parameter, sorted, name and value joined without a sign between.
"""

import base64
import hashlib
import hmac

HEADER = "X-Twilio-Signature"


def sign(token: str, url: str, params: dict[str, str]) -> str:
    """The value of the X-Twilio-Signature header; what stands after # in the address is not signed."""
    address = url.partition("#")[0]
    joined = address + "".join(name + params[name] for name in sorted(params))
    return base64.b64encode(hmac.new(token.encode(), joined.encode(), hashlib.sha1).digest()).decode()
