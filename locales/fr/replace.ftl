## Remplacer le fichier d'une photo
field-file = Fichier
replace-link = Remplacer le fichier
replace-title = Remplacer le fichier
replace-review-title = Un nouveau fichier à relire
replace-lead = Un meilleur fichier de la même photo, par exemple une numérisation plus soignée. L’adresse, la mention, les mots-clés, les collections et l’historique restent.
replace-lead-kept = L’ancien fichier est conservé, et personne ne pourra le donner comme une autre photo.
replace-now = Le fichier actuel
replace-new = Le nouveau fichier
replace-choose = Le nouveau fichier
# $most (Number) - mégaoctets
replace-formats = JPEG, PNG, WebP, GIF ou TIFF, { $most } Mo au plus.
replace-compare = Comparer les deux
replace-other = Choisir un autre fichier
replace-same-pixels = C’est exactement la même image dans un autre fichier.
replace-alike = Les deux images se ressemblent.
replace-not-alike = Les deux images ne se ressemblent pas : est-ce bien la même photo ? Une autre photo se donne à part.
replace-cannot-tell = Des images aussi unies ne se comparent pas d’elles-mêmes : regardez bien.
replace-smaller = Le nouveau fichier a moins de pixels que l’actuel.
# $label (String)
replace-grants = En l’envoyant, vous mettez aussi ce fichier sous { $label }, la licence de la photo.
replace-send = Prendre ce fichier
replace-send-review = Envoyer à la relecture
replace-send-note = La photo garde son fichier actuel jusqu’à la relecture.
replace-waits = Ce fichier attend sa relecture. La photo garde l’actuel jusque-là.
replace-drop = Renoncer
replace-refused = Votre dernier fichier a été refusé :
replace-refused-remove = Ne plus afficher ce refus
replace-back = Revenir à la photo
replace-accept = Remplacer le fichier
replace-refuse = Refuser
replace-reason = Motif du refus, que la personne lira
files-title = Fichiers à relire
files-lead = De meilleurs fichiers de photos déjà publiées, les plus anciens d’abord. Chaque photo garde son fichier actuel jusqu’à votre décision.
files-none = Aucun fichier n’attend.
# $count (Number)
files-count =
    { $count ->
        [one] Un fichier à relire
       *[other] { $count } fichiers à relire
    }
history-file-proposed = Fichier proposé
history-file-replaced = Fichier remplacé
history-file-refused = Fichier refusé
action-drop-file = Fichier proposé, puis abandonné
action-send-file = Fichier envoyé à la place d’un autre
