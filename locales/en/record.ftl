## What `zef attribution` says of the record it reads
record-empty = nothing came on standard input: give one record, a JSON object with keys such as title, author_name and license.
# $line (String) $column (String)
record-not-json = what came on standard input is not JSON: correct it at line { $line }, column { $column }.
record-not-an-object = a record is one JSON object, with keys such as title, author_name and license: write it between braces.
record-not-text = what came on standard input is not text in UTF-8: give one record, as JSON.
record-too-long = what came on standard input is longer than 1 MiB: give one record, as JSON.
# $key (String) $meant (String)
record-key-meant = a record has no key “{ $key }”: write “{ $meant }”.
# $keys (String)
record-keys-passed-over = these keys mean nothing in a record and were ignored: { $keys }.
# $key (String)
record-key-repeated = the record has “{ $key }” twice: keep one.
# $key (String) $wanted (String)
record-value = the value of “{ $key }” must be { $wanted }, or null.
record-wants-text = a text
record-wants-texts = a list of texts
record-wants-number = a whole number
record-wants-year = a number or a text
record-wants-truth = true or false
# $name (String) $example (String)
record-licence-version = “{ $name }” names a licence without its version: say which, for example { $example }.
# $name (String)
record-licence-never = “{ $name }” was never published: look for the version and the country on the document itself.
# $name (String)
record-licence-statement = “{ $name }” is a statement about rights, not a licence: leave “license” empty.
# $name (String)
record-licence-unknown = “{ $name }” is not a licence Zef knows: give an id such as cc-by-sa-4.0, an SPDX identifier or the address of a deed.
# $keys (String)
record-no-address = what follows is not a valid web address and was not made a link: { $keys }. An address begins with https:// or http://, followed by the name of a site.
record-unalterable = this licence does not let anyone share a changed version, and the attribution mentions changes: ask the author’s permission before you share it.
