## Une photo parmi les autres
walk-label = Dans la liste
walk-previous = Précédente
walk-next = Suivante
# $position (Number)
# $total (Number)
walk-position = { $position } sur { $total }
list-of-search = votre recherche
zoom-open = Agrandir
zoom-label = Photo agrandie
zoom-in = Plus près
zoom-out = Plus loin
zoom-close = Fermer
related-author = D’autres photos signées { $name }
related-author-all = Toutes ses photos
related-day = Le même jour
related-day-all = Toutes les photos de ce jour
related-alike = Des photos qui lui ressemblent
related-place = Au même endroit
related-place-all = Toutes les photos de ce lieu
author-site = son site
registry-title = Registre

## Télécharger et citer
download-button = Télécharger
download-sizes = Choisir une autre taille
cite-title = Citer l’auteur
cite-more = Autres formats
cite-select = Un appui sélectionne tout le texte.
copy-credit = Copier la mention

## Licences : ce que chacune permet
permits-licence = Licence
permits-modify = La modifier
permits-income = En tirer un revenu
permits-income-short = Revenu
permits-versions-short = Vos versions
permits-versions = Licence de vos versions
permits-credit = Citer l’auteur
permits-photos = Photos
permits-yes = oui
permits-no = non
permits-versions-free = libre
permits-versions-same = la même
permits-versions-none = sans objet
permits-credit-not-asked = non demandé
permits-see = Voir
# $label (String) - nom court de la licence
permits-see-under = les photos sous { $label }
permits-cc0-title = CC0 en France
permits-cc0-text = La licence n’oblige pas à nommer l’auteur. Son droit moral demeure pourtant (Code de la propriété intellectuelle, article L121-1) : le citer reste la bonne façon de faire.
permits-income-title = « En tirer un revenu »
permits-income-text = Carte postale, livre, publicité, journal payant : oui. Affiche gratuite d’une association : non.

## Pages sans photo
lost-search = Chercher une photo
lost-home = Revenir à l’accueil
# Photos that are like one photo: advice to who gave it and to moderators.
alike-title = Des photos semblables
alike-own = Rapprochées d’après l’image seule. Si c’est la même photo, retirez celle-ci.
alike-help = Rapprochées d’après l’image seule : à vous de voir si c’est la même photo.
alike-same = même image
alike-looks = image ressemblante
alike-is-same = Même image que « { $title } »
alike-resembles = Ressemble à « { $title } »
