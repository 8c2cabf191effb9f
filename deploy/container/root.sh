#!/bin/sh
# Makes the file system of the container: Debian's Python, the server's libraries by their hashes, Tresen, and nothing else.
# It has no shell and no package manager. Usage: root.sh FOLDER WHEEL LOCK [amd64|arm64], as root on Debian 13 with python3-pip and
# binutils; for another architecture than the machine's with its binutils (binutils-aarch64-linux-gnu).
set -eu
root=$1 wheel=$2 lock=$3
own=$(dpkg --print-architecture)
arch=${4:-$own}
case $arch in
amd64) gnu=x86_64 ;;
arm64) gnu=aarch64 ;;
*) echo "root.sh: $arch is neither amd64 nor arm64" >&2; exit 1 ;;
esac
export PYTHONHASHSEED=0 # bytecode made twice is the same
umask 022
python=python3.13
"$python" -m pip --version >/dev/null || { echo "root.sh: needs $python with pip (Debian 13: python3-pip)" >&2; exit 1; }

# usr-merged, as Debian's packages expect it.
mkdir -p "$root/usr/lib" "$root/usr/lib64" "$root/usr/bin" "$root/usr/sbin" "$root/etc/ssl/certs" "$root/opt/tresen"
for each in lib lib64 bin sbin; do ln -sfn "usr/$each" "$root/$each"; done

debs=$(mktemp -d)
trap 'rm -rf "$debs"' EXIT
chmod 755 "$debs"
# Another architecture has lists of its own: those of this machine, and what is installed here, stay as they are.
apt() { apt-get -o APT::Sandbox::User=root "$@"; }
if [ "$arch" != "$own" ]; then
    mkdir -p "$debs/apt/lists/partial" "$debs/apt/cache/archives/partial"
    : >"$debs/apt/status"
    apt() {
        apt-get -o APT::Sandbox::User=root -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
            -o Dir::State::Lists="$debs/apt/lists" -o Dir::State::status="$debs/apt/status" -o Dir::Cache="$debs/apt/cache" "$@"
    }
    apt update -q >/dev/null
fi
# What Python and the libraries load: nothing of it is configured, so unpacking is enough.
(cd "$debs" && apt download -q \
    libc6 libgcc-s1 libstdc++6 zlib1g libbz2-1.0 liblzma5 libexpat1 libffi8 libssl3t64 libsqlite3-0 libuuid1 libzstd1 \
    libpython3.13-minimal libpython3.13-stdlib python3.13-minimal ca-certificates netbase media-types >/dev/null)
for each in "$debs"/*.deb; do dpkg-deb --fsys-tarfile "$each" | tar -x -C "$root" --keep-directory-symlink; done
# Which they were: who builds it again takes the same.
mkdir -p "$root/usr/share/tresen"
(cd "$debs" && sha256sum ./*.deb | sed 's,  \./,  ,' | LC_ALL=C sort -k 2) >"$root/usr/share/tresen/debian-packages.sha256"
cat "$root"/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
# Where OpenSSL looks for it: Debian's package openssl has this link, and nothing else that is needed.
mkdir -p "$root/usr/lib/ssl"
ln -s /etc/ssl/certs/ca-certificates.crt "$root/usr/lib/ssl/cert.pem"

# What Debian 13's libc loads, of this architecture.
on=
for each in 2_28 2_27 2_26 2_24 2_17 2_12 2_5; do on="$on --platform manylinux_${each}_$gnu"; done
on="$on --platform manylinux2014_$gnu --python-version 3.13 --implementation cp"
# Exactly what the lock file names. Two wheels name makers of test data among their needs: --no-deps leaves those out.
"$python" -m pip install -q --no-deps --require-hashes --only-binary :all: --no-compile --root-user-action ignore \
    $on --target "$root/opt/tresen" -r "$lock"
rm -rf "$root/opt/tresen/bin"
"$python" -m pip install -q --no-deps --no-compile --root-user-action ignore --target "$root/opt/tresen" "$wheel"
# In which folder the wheel lay is nothing of the image's.
rm -f "$root"/opt/tresen/*.dist-info/direct_url.json
sed -i '/\/direct_url\.json,/d' "$root"/opt/tresen/tresen-*.dist-info/RECORD

# What nobody loads: documentation, sources of compiled modules, tests, Python's own tools.
rm -rf "$root"/usr/share/doc "$root"/usr/share/man "$root"/usr/share/locale "$root"/usr/share/lintian "$root"/usr/share/bug \
    "$root"/usr/share/ca-certificates "$root"/usr/lib/$gnu-linux-gnu/gconv "$root"/usr/share/perl5 \
    "$root"/usr/share/pixmaps "$root"/usr/share/applications "$root"/usr/share/binfmts "$root"/usr/sbin/*
stdlib=$root/usr/lib/$python
rm -rf "$stdlib"/test "$stdlib"/idlelib "$stdlib"/ensurepip "$stdlib"/pydoc_data "$stdlib"/tkinter "$stdlib"/turtledemo \
    "$stdlib"/unittest "$stdlib"/_pyrepl "$stdlib"/config-* "$root"/usr/lib/$gnu-linux-gnu/libmvec*
"$(dirname "$0")/lighten.sh" "$root/opt/tresen"
find "$root/opt/tresen" "$root/usr/lib" -name '*.so*' -type f -exec "$gnu-linux-gnu-strip" --strip-unneeded {} + 2>/dev/null || :

printf '#!/usr/bin/%s\nfrom tresen.command import main\n\nmain()\n' "$python" >"$root/usr/bin/tresen"
chmod 755 "$root/usr/bin/tresen"
# Bytecode belongs to the image: nobody can write it later. Countries are loaded one at a time, and stay as they are.
"$python" -m compileall -q --invalidation-mode unchecked-hash -x "holidays/countries" -s "$root" "$root/opt/tresen" "$stdlib" || :

echo 'tresen:x:65532:65532:Tresen:/data:/usr/sbin/nologin' >"$root/etc/passwd"
echo 'tresen:x:65532:' >"$root/etc/group"
mkdir -p "$root/data" "$root/tmp"
chmod 1777 "$root/tmp"
chmod 700 "$root/data"
chown 65532:65532 "$root/data"
