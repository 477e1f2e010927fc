## Ce que `zef attribution` dit de la fiche qu’elle lit
record-empty = rien n’est venu sur l’entrée standard : donnez une fiche, un objet JSON avec des clés comme title, author_name et license.
# $line (String) $column (String)
record-not-json = ce qui est venu sur l’entrée standard n’est pas du JSON : corrigez-le à la ligne { $line }, colonne { $column }.
record-not-an-object = une fiche est un objet JSON, avec des clés comme title, author_name et license : donnez-la entre accolades.
record-not-text = ce qui est venu sur l’entrée standard n’est pas du texte en UTF-8 : donnez une fiche, en JSON.
record-too-long = ce qui est venu sur l’entrée standard dépasse 1 Mio : donnez une fiche, en JSON.
# $key (String) $meant (String)
record-key-meant = une fiche n’a pas de clé « { $key } » : écrivez « { $meant } ».
# $keys (String)
record-keys-passed-over = ces clés n’ont pas de sens dans une fiche et n’ont pas été lues : { $keys }.
# $key (String)
record-key-repeated = la fiche a deux fois « { $key } » : n’en gardez qu’une.
# $key (String) $wanted (String)
record-value = la valeur de « { $key } » doit être { $wanted }, ou null.
record-wants-text = un texte
record-wants-texts = une liste de textes
record-wants-number = un nombre entier
record-wants-year = un nombre ou un texte
record-wants-truth = true ou false
# $name (String) $example (String)
record-licence-version = « { $name } » nomme une licence sans sa version : dites laquelle, par exemple { $example }.
# $name (String)
record-licence-never = « { $name } » n’a jamais été publiée : cherchez la version et le pays sur le document lui-même.
# $name (String)
record-licence-statement = « { $name } » est une déclaration sur les droits, pas une licence : laissez « license » vide.
# $name (String)
record-licence-unknown = « { $name } » n’est pas une licence que Zef connaît : donnez un identifiant comme cc-by-sa-4.0, un identifiant SPDX ou l’adresse d’un résumé.
# $keys (String)
record-no-address = ce qui suit n’est pas une adresse web valide et n’a pas été mis en lien : { $keys }. Une adresse commence par https:// ou http://, puis vient le nom d’un site.
record-unalterable = cette licence ne permet pas de partager une version modifiée, et la mention parle de modifications : demandez l’accord de l’auteur avant de la partager.
