#!/bin/sh
# Every message of the sources is in every catalogue, translated: catalogue_test.sh SOURCE_DIR WORK_DIR
set -eu
cd "$1"
ls *.cc */*.cc | grep -v '^bench/' |
  xgettext --from-code=UTF-8 --language=C++ --keyword --keyword=tr:1 --keyword=tr_plural:1,2 --keyword=message:1 \
    --no-location --output="$2/prikaz.pot" --files-from=-
for catalogue in po/*.po; do
  msgfmt --check --output-file=/dev/null "$catalogue"
  msgcmp "$catalogue" "$2/prikaz.pot"
done
