## Ce qu'on peut faire
licence-may-all = Vous pouvez la réutiliser, la modifier et en tirer un revenu. Citer l’auteur n’est pas une condition ; en France, son droit moral demeure (Code de la propriété intellectuelle, L121-1) : citez-le.
licence-may-by = Vous pouvez la réutiliser, la modifier et en tirer un revenu, en citant l’auteur.
licence-may-by-sa = Vous pouvez la réutiliser, la modifier et en tirer un revenu, en citant l’auteur et en partageant vos versions sous la même licence.
licence-may-by-nc = Vous pouvez la réutiliser et la modifier, sans en tirer un revenu, en citant l’auteur.
licence-may-by-nc-sa = Vous pouvez la réutiliser et la modifier, sans en tirer un revenu, en citant l’auteur et en partageant vos versions sous la même licence.
licence-may-by-nd = Vous pouvez la réutiliser telle quelle et en tirer un revenu, sans la modifier, en citant l’auteur.
licence-may-by-nc-nd = Vous pouvez la réutiliser telle quelle, sans la modifier ni en tirer un revenu, en citant l’auteur.
grant-since = { $label }, depuis le { $since }

## Faits
tags-label = Mots-clés
facts-title = Fiche
fact-place = Lieu
fact-coordinates = Coordonnées
fact-rounded = (à un kilomètre près)
chart-label = Carte de { $wide } km sur { $tall }, nord en haut : le lieu de la photo, et le nombre de photos publiées dans chaque carré
chart-label-area = Carte de { $wide } km sur { $tall }, nord en haut : la zone d’un kilomètre où la photo a été prise, et le nombre de photos publiées dans chaque carré
chart-note = Chaque nombre compte les photos d’un carré.
chart-all = Les photos de cette carte
chart-elsewhere = Voir sur OpenStreetMap
fact-camera = Appareil
fact-lens = Objectif
fact-settings = Réglages
fact-size = Dimensions
fact-contributor = Donnée par
fact-author = Auteur
fact-taken = Prise de vue
fact-published = Publiée le

## Réutiliser
reuse-title = Réutiliser cette photo
download-note = La licence et le nom de l’auteur sont inscrits dans le fichier.
download-note-unnamed = La licence est inscrite dans le fichier.
download-note-public-domain = Le statut de la photo et sa mention sont inscrits dans le fichier.
download-private = Ni coordonnées GPS ni numéro de série.
download-private-place = Pas de numéro de série ; les coordonnées GPS n’y restent que si ce sont celles, publiques, de cette page.
may-unnamed = L’auteur n’est pas nommé : la mention le dit, copiez-la telle quelle.
size-original = Taille d’origine
size-large = Grande
size-medium = Moyenne
size-small = Petite
# $height (Number) - centimètres
# $width (Number) - centimètres
size-print = impression nette jusqu’à { $width } × { $height } cm
copy = Copier
copied = Copié
copy-failed = La copie n’a pas marché : le texte est sélectionné, faites Ctrl + C.

## Pour qui l'a donnée
standing-label = État de la photo
standing-draft = Elle n’est visible que par vous et l’équipe. Complétez-la, puis envoyez-la.
standing-submitted = Elle attend sa relecture ; elle n’est pas encore publique.
standing-change-requested = On vous demande une correction avant de la publier.
standing-published = Tout le monde peut la voir.
standing-refused = Elle n’a pas été retenue et n’est pas publique.
standing-withdrawn = Elle a été retirée.
edit-button = Modifier la fiche
finish-button = Compléter
fix-button = Corriger
submit-button = Envoyer
withdraw-button = Retirer…
withdraw-meaning = La photo ne sera plus montrée. Un avis de retrait prendra sa place à son adresse, avec votre motif ; la licence accordée reste valable pour toute personne qui a reçu la photo sous cette licence, et pour les copies déjà faites.
withdraw-meaning-unseen = Cette photo n’a jamais été publiée : elle sera retirée sans laisser d’avis, et pourra être donnée de nouveau.
withdraw-reason = Motif (facultatif, visible)
withdraw-reason-unseen = Motif (facultatif)
withdraw-forget = Effacer aussi le titre, la description, le lieu et les noms : une personne demande qu’on ne parle plus d’elle.
withdraw-confirm = Retirer la photo
size-strip = Avec la mention
size-strip-note = écrite sous l’image en pleine taille, pour l’afficher ou l’imprimer
size-strip-limit = Une très grande photo ne reçoit pas sa mention en pleine taille : elle est réduite, mais jamais sous 2 000 pixels.
size-strip-letters = La mention n’est pas dessinée sous cette image : son titre ou le nom de son auteur a des caractères que la police de ce site n’a pas. Copiez-la ci-dessous et écrivez-la avec votre logiciel.
licence-lets-all =
    { $count ->
        [one] Chacun pourra la réutiliser, la modifier et en tirer un revenu. Citer l’auteur ne sera pas une condition ; en France, son droit moral demeure (Code de la propriété intellectuelle, L121-1).
       *[other] Chacun pourra les réutiliser, les modifier et en tirer un revenu. Citer l’auteur ne sera pas une condition ; en France, son droit moral demeure (Code de la propriété intellectuelle, L121-1).
    }
licence-lets-by =
    { $count ->
        [one] Chacun pourra la réutiliser, la modifier et en tirer un revenu, en citant l’auteur.
       *[other] Chacun pourra les réutiliser, les modifier et en tirer un revenu, en citant l’auteur.
    }
licence-lets-by-sa =
    { $count ->
        [one] Chacun pourra la réutiliser, la modifier et en tirer un revenu, en citant l’auteur et en partageant ses versions sous la même licence.
       *[other] Chacun pourra les réutiliser, les modifier et en tirer un revenu, en citant l’auteur et en partageant ses versions sous la même licence.
    }
licence-lets-by-nc =
    { $count ->
        [one] Chacun pourra la réutiliser et la modifier, sans en tirer un revenu, en citant l’auteur.
       *[other] Chacun pourra les réutiliser et les modifier, sans en tirer un revenu, en citant l’auteur.
    }
licence-lets-by-nc-sa =
    { $count ->
        [one] Chacun pourra la réutiliser et la modifier, sans en tirer un revenu, en citant l’auteur et en partageant ses versions sous la même licence.
       *[other] Chacun pourra les réutiliser et les modifier, sans en tirer un revenu, en citant l’auteur et en partageant ses versions sous la même licence.
    }
licence-lets-by-nd =
    { $count ->
        [one] Chacun pourra la réutiliser telle quelle et en tirer un revenu, sans la modifier, en citant l’auteur.
       *[other] Chacun pourra les réutiliser telles quelles et en tirer un revenu, sans les modifier, en citant l’auteur.
    }
licence-lets-by-nc-nd =
    { $count ->
        [one] Chacun pourra la réutiliser telle quelle, sans la modifier ni en tirer un revenu, en citant l’auteur.
       *[other] Chacun pourra les réutiliser telles quelles, sans les modifier ni en tirer un revenu, en citant l’auteur.
    }
