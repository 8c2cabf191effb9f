#!/bin/sh
# Makes the file system of the container: Debian's Python, the server's libraries by their hashes, Tresen, and nothing else.
# It has no shell and no package manager. Usage: root.sh FOLDER WHEEL LOCK, as root on Debian 13 with python3-pip and binutils.
set -eu
root=$1 wheel=$2 lock=$3
python=python3.13
"$python" -m pip --version >/dev/null || { echo "root.sh: needs $python with pip (Debian 13: python3-pip)" >&2; exit 1; }

# usr-merged, as Debian's packages expect it.
mkdir -p "$root/usr/lib" "$root/usr/lib64" "$root/usr/bin" "$root/usr/sbin" "$root/etc/ssl/certs" "$root/opt/tresen"
for each in lib lib64 bin sbin; do ln -sfn "usr/$each" "$root/$each"; done

debs=$(mktemp -d)
trap 'rm -rf "$debs"' EXIT
chmod 755 "$debs"
# What Python and the libraries load: nothing of it is configured, so unpacking is enough.
(cd "$debs" && apt-get -o APT::Sandbox::User=root download -q \
    libc6 libgcc-s1 libstdc++6 zlib1g libbz2-1.0 liblzma5 libexpat1 libffi8 libssl3t64 libsqlite3-0 libuuid1 libzstd1 \
    libpython3.13-minimal libpython3.13-stdlib python3.13-minimal ca-certificates netbase media-types >/dev/null)
for each in "$debs"/*.deb; do dpkg-deb --fsys-tarfile "$each" | tar -x -C "$root" --keep-directory-symlink; done
cat "$root"/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
# Where OpenSSL looks for it: Debian's package openssl has this link, and nothing else that is needed.
mkdir -p "$root/usr/lib/ssl"
ln -s /etc/ssl/certs/ca-certificates.crt "$root/usr/lib/ssl/cert.pem"

# Exactly what the lock file names. Two wheels name makers of test data among their needs: --no-deps leaves those out.
"$python" -m pip install -q --no-deps --require-hashes --only-binary :all: --no-compile --root-user-action ignore \
    --target "$root/opt/tresen" -r "$lock"
"$python" -m pip install -q --no-deps --no-compile --root-user-action ignore --target "$root/opt/tresen" "$wheel"

# What nobody loads: documentation, sources of compiled modules, tests, Python's own tools.
rm -rf "$root"/usr/share/doc "$root"/usr/share/man "$root"/usr/share/locale "$root"/usr/share/lintian "$root"/usr/share/bug \
    "$root"/usr/share/ca-certificates "$root"/usr/lib/x86_64-linux-gnu/gconv "$root"/usr/share/perl5 \
    "$root"/usr/share/pixmaps "$root"/usr/share/applications "$root"/usr/share/binfmts "$root"/usr/sbin/* "$root"/opt/tresen/bin
stdlib=$root/usr/lib/$python
rm -rf "$stdlib"/test "$stdlib"/idlelib "$stdlib"/ensurepip "$stdlib"/pydoc_data "$stdlib"/tkinter "$stdlib"/turtledemo \
    "$stdlib"/unittest "$stdlib"/_pyrepl "$stdlib"/config-* "$root"/usr/lib/x86_64-linux-gnu/libmvec*
rm -rf "$root"/opt/tresen/sqlalchemy/testing "$root"/opt/tresen/sqlalchemy/dialects/mysql \
    "$root"/opt/tresen/sqlalchemy/dialects/oracle "$root"/opt/tresen/sqlalchemy/dialects/mssql
# The law's documents need Pillow only to be there: what draws letters and reads AVIF, WebP and colour profiles is not loaded.
rm -rf "$root"/opt/tresen/PIL/_avif* "$root"/opt/tresen/PIL/_webp* "$root"/opt/tresen/PIL/_imagingft* \
    "$root"/opt/tresen/PIL/_imagingcms* "$root"/opt/tresen/pillow.libs/libavif* "$root"/opt/tresen/pillow.libs/libharfbuzz* \
    "$root"/opt/tresen/pillow.libs/libfreetype* "$root"/opt/tresen/pillow.libs/liblcms* "$root"/opt/tresen/reportlab/graphics \
    "$root"/opt/tresen/reportlab/fonts \
    "$root"/opt/tresen/pydantic/v1 "$root"/opt/tresen/charset_normalizer*
# Names of public holidays are asked for in German and English.
find "$root/opt/tresen/holidays/locale" -mindepth 1 -maxdepth 1 -type d ! -name 'de*' ! -name 'en*' -exec rm -rf {} +
# Colours for terminals, which typer and Litestar's own command line would use: Tresen's help is plain.
for each in rich rich_click pygments markdown_it markdown_it_py mdurl; do
    rm -rf "$root/opt/tresen/$each" "$root/opt/tresen/$each"-*.dist-info
done
find "$root/opt/tresen" \( -name '*.c' -o -name '*.cpp' -o -name '*.h' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.pyi' \) -delete
find "$root/opt/tresen" -type d -name tests -prune -exec rm -rf {} +
find "$root/opt/tresen" "$root/usr/lib" -name '*.so*' -type f -exec strip --strip-unneeded {} + 2>/dev/null || :

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
