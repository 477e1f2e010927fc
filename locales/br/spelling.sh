#!/bin/sh
# The words of the Breton messages that the dictionary of Debian's hunspell-br does not know, each with its message.
# Run by hand: sh locales/br/spelling.sh (needs hunspell and hunspell-br).
cd "$(dirname "$0")" || exit 1
LC_ALL=C.UTF-8
export LC_ALL
known=0
unknown=0
messages=$(cat ./*.ftl | grep -v '^#' | sed -E 's/\{ ?\$[a-z]+ ?(->)?//g; s/^ *\*?\[[a-z0-9]+\] //; s/^([a-z0-9-]+) =/\1\t/')
for word in $(printf '%s\n' "$messages" | sed -E 's/^[a-z0-9-]+\t//' | grep -oE "[[:alpha:]][[:alpha:]'’-]*" | sort -u); do
  if [ -z "$(printf '%s\n' "$word" | hunspell -d br_FR -l)" ]; then
    known=$((known + 1))
  else
    unknown=$((unknown + 1))
    printf '%s: %s\n' "$word" "$(printf '%s\n' "$messages" | grep -wF -- "$word" | cut -f 1 | sort -u | tr '\n' ' ')"
  fi
done
printf '%s words known, %s not\n' "$known" "$unknown"
