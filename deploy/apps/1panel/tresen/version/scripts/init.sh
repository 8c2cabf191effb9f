#!/bin/bash
# Before the first start, in the app's folder: what lies in ./data belongs to the image's user.
set -eu
mkdir -p data
chown 65532:65532 data
chmod 700 data
