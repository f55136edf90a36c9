"""A passkey in software: it signs what it is asked as a browser and an authenticator would."""

import hashlib
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from parvis.civics.proofs import Assertion
from parvis.civics.proofs.signatures import to_base64url

PRESENT, VERIFIED = 1, 4


class Passkey:
    def __init__(self, algorithm="ES256"):
        self.algorithm = algorithm
        if algorithm == "ES256":
            self.private = ec.generate_private_key(ec.SECP256R1())
            numbers = self.private.public_key().public_numbers()
            x, y = (to_base64url(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
            self.public = {"kty": "EC", "crv": "P-256", "x": x, "y": y}
        else:
            self.private = Ed25519PrivateKey.generate()
            x = to_base64url(self.private.public_key().public_bytes_raw())
            self.public = {"kty": "OKP", "crv": "Ed25519", "x": x}

    def answer(self, challenge, *, domain="parvis.example", origin="https://parvis.example", flags=PRESENT | VERIFIED,
               type_="webauthn.get", cross=False):  # fmt: skip
        said = {"type": type_, "challenge": to_base64url(challenge), "origin": origin, "crossOrigin": cross}
        client = json.dumps(said).encode()
        data = hashlib.sha256(domain.encode()).digest() + bytes([flags]) + (7).to_bytes(4, "big")
        signed = data + hashlib.sha256(client).digest()
        if self.algorithm == "ES256":
            return Assertion(data, client, self.private.sign(signed, ec.ECDSA(hashes.SHA256())))
        return Assertion(data, client, self.private.sign(signed))
