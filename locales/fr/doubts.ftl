# Ce que la photo dit et que la personne n'a pas dit : à vérifier.
doubts-label = À vérifier
doubts-vouch = J’ai vérifié : j’ai le droit de donner cette photo sous la licence que je choisis.
doubt-author = Le fichier nomme un autre auteur : { $name }.
doubt-claim = Le fichier crédite quelqu’un d’autre, ou lui réserve des droits : « { $words } ». Les copies garderont cette mention.
doubt-licence = Le fichier porte la licence { $label }.
doubt-several = Le fichier porte plusieurs licences : { $labels }.
doubt-reserved = Le fichier réserve des droits : « { $words } ».
doubt-unclear = Le fichier parle d’une licence sans dire laquelle précisément : « { $words } ».
doubt-statement = Le fichier porte une indication de droits, qui n’est pas une licence : { $name }.
# L'auteur a demandé à ne pas être nommé : l'équipe apprend la question, pas le nom.
doubt-author-unnamed = Le fichier nomme un autre auteur que celui qui a été donné. Aucun nom n’est montré ici : l’auteur a demandé à ne pas être nommé.
doubt-claim-unnamed = Le fichier crédite quelqu’un d’autre, ou lui réserve des droits. Aucun nom n’est montré ici : l’auteur a demandé à ne pas être nommé.
doubt-reserved-unnamed = Le fichier réserve des droits.
doubt-unclear-unnamed = Le fichier parle d’une licence sans dire laquelle précisément.
doubts-place = Le lieu et la position GPS ne concordent pas
doubts-place-drop = Le lieu est juste, la position est fausse : l’effacer.
doubts-place-right = J’ai vérifié : les deux sont justes.
doubts-place-help = Si c’est le lieu qui est faux, corrigez-le plus bas.
# $name (Text), $kilometres (Number)
doubt-far-place = « { $name } » est à plus de { $kilometres } km de la position GPS de la photo.
# $name (Text), $kilometres (Number)
doubt-far-from-others = La position GPS de la photo est à plus de { $kilometres } km de celle des autres photos du même lieu, « { $name } ».
