## Les mots-clés
nav-tags = Mots-clés
tags-title = Mots-clés
tags-lead = Le vocabulaire commun de la photothèque. Une recherche trouve aussi les mots-clés plus précis et les synonymes.
tags-count =
    { $count ->
        [one] { $count } mot-clé
       *[other] { $count } mots-clés
    }
tags-begin = Commence par
tags-show = Afficher
tags-none = Aucun mot-clé ne commence ainsi. Essayez avec moins de lettres.
tags-nothing = Pas encore de mots-clés : ils viennent avec les photos.
tags-contexts = Contextes
tags-all = Tous les mots-clés
tags-next = Suite
# $tag (String)
tags-pick = Choisir : { $tag }
tags-is-context = contexte
tags-is-banned = banni
tags-what = Que faire des mots-clés choisis ?
tags-merge = Les fusionner en un seul
tags-merge-help = Ils deviennent ses synonymes.
tags-rename = Renommer celui-ci
tags-rename-help = L’ancien nom devient un synonyme.
tags-split = Diviser celui-ci en plusieurs
tags-split-help = Ses photos reçoivent tous les mots-clés nommés à sa place.
tags-ban = Les bannir
tags-ban-help = Les photos les perdent ; plus personne ne peut les donner.
tags-context-add = En faire des contextes
tags-context-remove = N’en plus faire des contextes
tags-into = Nom, ou noms séparés par des virgules
tags-into-help = Le mot-clé qui reste, le nouveau nom, ou ceux que les photos reçoivent. Pour bannir : ce qu’il faut utiliser à la place, si c’est utile.
tags-photos-only = Seulement ces photos
tags-photos-only-help = Pour diviser : les identifiants des photos, séparés par des virgules. Laissez vide pour toutes les photos.
tags-preview = Voir ce qui changera
tags-nothing-picked = Choisissez au moins un mot-clé.
tags-one-picked = Choisissez un seul mot-clé pour cela.
tags-nothing-said = Dites quoi faire, et nommez le mot-clé qui reste ou ceux qui viennent à la place.
tags-ttl = Le vocabulaire en SKOS (Turtle)
# $tags (String), $into (String)
tags-preview-merge = Fusionner { $tags } dans « { $into } »
# $tags (String), $into (String)
tags-preview-rename = Renommer { $tags } en « { $into } »
# $tags (String), $into (String)
tags-preview-split = Remplacer { $tags } par { $into }
# $tags (String)
tags-preview-ban = Bannir { $tags }
# $tags (String), $into (String)
tags-preview-ban-instead = Bannir { $tags } ; utiliser « { $into } » à la place
tags-preview-note = Les photos non publiées seront mises à jour lors de leur publication. Tout peut être annulé ensuite.
tags-preview-note-split = Seules les photos publiées changent : les autres gardent ce mot-clé. Tout peut être annulé ensuite.
tags-preview-make = Confirmer
tags-same-as = Voir
tag-broader = Plus large
tag-narrower = Plus précis
tag-related = Proche de
tag-neighbours = Voisins
tag-synonyms = On dit aussi
tag-elsewhere = Sur d’autres sites
tag-languages = Dans d’autres langues
tag-history = Historique
tag-edit = Modifier le mot-clé
tag-see = Voir le mot-clé
# $tag (String)
tag-edit-title = Mot-clé : { $tag }
tag-edit-lead = Tout le monde lit ce que vous écrivez ici. Les photos ne changent pas.
# $tag (String)
tag-history-title = Historique du mot-clé { $tag }
tag-history-lead = Ce qui a été dit de ce mot-clé, par qui et quand.
tag-banned = Ce mot-clé ne se donne plus.
# $tag (String)
tag-banned-instead = Ce mot-clé ne se donne plus : utilisez « { $tag } ».
tag-context = C’est l’un des contextes de la photothèque.
tag-label = Graphie affichée
tag-label-help = Majuscules et accents seulement : pour un autre mot, renommez le mot-clé.
tag-label-fr = En français
tag-label-br = En breton
tag-label-en = En anglais
tag-synonyms-help = Séparés par des virgules. Saisir l’un d’eux revient à donner ce mot-clé.
tag-broader-help = Une recherche du plus large trouve aussi les photos de celui-ci.
tag-text = Ce qu’il veut dire, quand l’utiliser
tag-links-help = Un par ligne : Q751876 (Wikidata), leisure=slipway (OpenStreetMap) ou une adresse.
tag-is-context = Contexte : l’un des grands sujets proposés dans les listes
tag-is-banned = Banni : ne peut plus être donné
tag-instead = À utiliser à la place
tag-meanwhile = Quelqu’un a modifié ce mot-clé entre-temps. Votre texte est gardé : envoyez-le de nouveau pour qu’il remplace le sien.
tag-kept = Les changements restent dans l’historique.
tag-changed-change = Fiche modifiée
tag-changed-merge = Mots-clés fusionnés
tag-changed-rename = Mot-clé renommé
tag-changed-ban = Mot-clé banni
tag-changed-undo = Changement par lot annulé
tag-changed-import = Vocabulaire importé
tag-value-yes = oui
problem-tag-title = Mot-clé non modifié
problem-tag-unknown-title = Mot-clé inconnu
# $tag (String)
problem-tag-unknown = Aucune photo publique n’a le mot-clé « { $tag } », et le vocabulaire ne le connaît pas. Cherchez ce mot partout, ou choisissez parmi tous les mots-clés.
tag-unknown-search = Chercher ce mot
problem-tag-banned-title = Mot-clé refusé
# $tag (String)
problem-tag-banned = Le mot-clé « { $tag } » ne se donne plus : enlevez-le.
# $tag (String), $instead (String)
problem-tag-banned-instead = Le mot-clé « { $tag } » ne se donne plus : utilisez « { $instead } ».
# $name (String), $tag (String)
problem-tag-taken = « { $name } » est déjà un nom ou un synonyme du mot-clé « { $tag } ». Enlevez-le de l’un des deux, ou fusionnez-les.
# $name (String)
problem-tag-other-name = « { $name } » est un autre mot : renommez le mot-clé depuis la liste des mots-clés.
# $tag (String)
problem-tag-circle = « { $tag } » est plus précis que ce mot-clé : il ne peut pas être aussi plus large. Choisissez-en un autre.
problem-tag-itself = Un mot-clé ne peut être ni proche de lui-même, ni utilisé à sa propre place. Nommez-en un autre.
# $tag (String)
problem-tag-instead-banned = « { $tag } » ne se donne plus non plus. Nommez-en un autre.
problem-tag-banned-context = Un mot-clé banni ne peut pas être un contexte. Choisissez l’un ou l’autre.
# $most (Number)
problem-tag-too-many = Il y en a au plus { $most }. Enlevez-en.
# $most (Number)
problem-tag-contexts = Il y a au plus { $most } contextes. Retirez-en un d’abord.
# $most (Number)
problem-tag-records = La photothèque garde au plus { $most } fiches de mots-clés. Fusionnez-en d’abord.
problem-tag-stale = Quelqu’un a modifié ce mot-clé entre-temps. Rechargez la page, puis refaites votre changement.
why-tag-link = un lien est un numéro de Wikidata (Q751876), une clé d’OpenStreetMap (leisure=slipway) ou une adresse en https://.
search-contexts = Contextes
# $context (String)
search-context = contexte : { $context }
curate-context = Contexte
curate-context-none = Aucun
action-change-tag =
    { $count ->
        [one] Mot-clé modifié
       *[other] { $count } mots-clés modifiés
    }
action-merge-tags = Mots-clés fusionnés
action-rename-tag = Mot-clé renommé
action-split-tag = Mot-clé divisé
action-ban-tags = Mots-clés bannis
action-import-tags = Vocabulaire importé
tags-offered = Mots-clés proposés
tag-offered-title = dans le titre
tag-offered-day = du même auteur, le même jour
tag-offered-place = au même endroit
tag-offered-author = du même auteur
# $names (String)
tags-preview-context-add = Faire de { $names } des contextes
# $names (String)
tags-preview-context-remove = Ne plus faire de { $names } des contextes
# $count (Number)
tags-preview-contexts =
    { $count ->
        [one] Il y aura un contexte dans les filtres de recherche. Aucune photo ne change.
       *[other] Il y aura { $count } contextes dans les filtres de recherche. Aucune photo ne change.
    }
