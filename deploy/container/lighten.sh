#!/bin/sh
# Takes from a folder of libraries what Tresen does not load: documentation, sources of compiled modules, tests, drivers of other
# databases. The container's file system and the Debian package both begin with it. Usage: lighten.sh FOLDER
set -eu
cd "$1"
rm -rf bin share
rm -rf sqlalchemy/testing sqlalchemy/dialects/mysql sqlalchemy/dialects/oracle sqlalchemy/dialects/mssql
# The law's documents need Pillow only to be there: what draws letters and reads AVIF, WebP and colour profiles is not loaded.
rm -rf PIL/_avif* PIL/_webp* PIL/_imagingft* PIL/_imagingcms* PIL/_imagingtk* pillow.libs/libavif* pillow.libs/libharfbuzz* \
    pillow.libs/libfreetype* pillow.libs/liblcms* reportlab/graphics reportlab/fonts pydantic/v1 charset_normalizer*
rm -rf zstandard/_cffi.* multidict/_testcapi.* # for PyPy, and for tests
# Names of public holidays are asked for in German and English.
find holidays/locale -mindepth 1 -maxdepth 1 -type d ! -name 'de*' ! -name 'en*' -exec rm -rf {} +
# Colours for terminals, which typer and Litestar's own command line would use: Tresen's help is plain.
for each in rich rich_click pygments markdown_it markdown_it_py mdurl; do rm -rf "$each" "$each"-*.dist-info; done
find . \( -name '*.c' -o -name '*.cpp' -o -name '*.h' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.pyi' \) -delete
find . -type d -name tests -prune -exec rm -rf {} +
