"""Verifies a token with PyJWT and prints what it says: read_token.py PUBLIC_KEY ALGORITHM, the token on standard input."""
import json
import sys

import jwt

with open(sys.argv[1], "rb") as file:
    key = file.read()
token = sys.stdin.read().strip()
header = jwt.get_unverified_header(token)
print(json.dumps({"header": header, "claims": jwt.decode(token, key, algorithms=[sys.argv[2]])}))
