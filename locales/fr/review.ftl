## La relecture, une photo à la fois
# $place (Number), $total (Number)
review-position = { $place } sur { $total }
review-film = Photos à relire
review-decision = Décision
review-large = Voir la page de la photo
review-previous = Photo précédente
review-following = Photo suivante
review-by = par { $author }
review-refuse-why = Pourquoi ? La personne lira ce motif.
review-change-what = Que corriger ? La personne lira ce motif.
review-own-words = Avec vos mots
review-refuse-send = Refuser la photo
review-change-send = Envoyer la demande
reason-place = Précisez le lieu.

## Sur papier
print-button = Imprimer
print-source = Source :

## Le panier
basket-use = Les utiliser
# $count (Number)
package-download =
    { $count ->
        [one] Télécharger la photo
       *[other] Télécharger les { $count } photos
    }
package-zip = ZIP, avec les mentions
package-sizes = Autres tailles
# $count (Number)
block-copy =
    { $count ->
        [one] Copier la mention
       *[other] Copier les mentions
    }
