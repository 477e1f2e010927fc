## Proposer une correction
suggest-link = Proposer une correction
suggest-title = Proposer une correction
suggest-lead = Changez ce que vous savez mieux : un lieu, une date, un nom. La personne qui a donné la photo décide d’abord, puis l’équipe.
suggest-lead-visitor = Vous connaissez ce lieu, ces personnes, cette date ? Pas besoin de compte.
suggest-lead-account = Si c’est accepté, l’historique de la photo dira que c’est votre proposition.
suggest-about = La photo
suggest-people = Personnes
suggest-people-help = Qui est sur la photo, et où. Personne d’autre ne le lit avant la décision.
suggest-coordinates-help = Latitude, puis longitude : 48.39, -4.49, ou ce que l’on copie d’une carte.
suggest-author-help = C’est une note pour la personne qui a donné la photo : le nom ne change pas tout seul.
suggest-tags-help = Séparés par des virgules.
suggest-why = Comment le savez-vous ?
suggest-why-needed = Comment le savez-vous ? (obligatoire)
suggest-why-optional = Comment le savez-vous ? (facultatif)
suggest-why-help = Seules les personnes qui décident le lisent.
suggest-contact = Courriel ou téléphone, si l’équipe a une question (facultatif)
suggest-contact-help = Seule l’équipe le voit.
suggest-send = Envoyer
suggest-back = Revenir à la photo

## La liste des propositions
nav-suggestions = Propositions
suggestions-title = Propositions
suggestions-lead = Quelqu’un propose de changer une photo. La personne qui l’a donnée décide d’abord.
suggestions-lead-own = Quelqu’un propose de changer une de vos photos. Vous décidez.
# $days (Number)
suggestions-lead-days =
    { $days ->
        [0] L’équipe peut décider aussitôt.
        [one] Après un jour, l’équipe peut décider aussi.
       *[other] Après { $days } jours, l’équipe peut décider aussi.
    }
suggestions-lists = Par champ
suggestions-all = Toutes
suggestions-none = Aucune proposition à décider.
suggestions-none-waiting = Aucune proposition n’attend la personne qui a donné la photo.
suggestions-waiting =
    { $count ->
        [one] Une proposition attend d’abord la personne qui a donné la photo
       *[other] { $count } propositions attendent d’abord la personne qui a donné la photo
    }
suggestions-to-decide = Propositions à décider
# $day (String)
suggestions-from = L’équipe peut décider à partir du { $day }.
suggestions-now = Maintenant
suggestions-note = C’est une note : l’accepter ne change pas la photo.
suggestions-edit = Modifier la photo
suggestions-without-account = Sans compte
# $who (String)
# $day (String)
suggestions-by = { $who }, le { $day }
# $contact (String)
suggestions-contact = Pour répondre : { $contact }
suggestions-more = Ajouter un mot ou modifier la valeur
suggestions-reason = Un mot à la personne (facultatif)
suggestions-value = Accepter en partie : ce que la photo doit dire
suggestions-accept = Accepter
suggestions-refuse = Refuser
suggestions-skip = Plus tard
# $position (Number)
# $total (Number)
suggestions-position = { $position } sur { $total }.
suggestions-told = La personne saura ce que vous décidez, et l’historique dira qui l’a proposé.
# $name (String)
suggestions-decide = Décision : { $name }

## L’historique et les nouvelles
history-accept-suggestion = Proposition acceptée
# $name (String)
history-suggested-by = Proposée par { $name }
history-suggested-by-reader = Proposée par quelqu’un sans compte
# $name (String)
history-accepted-by = acceptée par { $name }
history-accepted = acceptée
news-suggested = Correction proposée
# $field (String)
# $name (String)
news-suggested-by = { $name } propose de changer : { $field }.
news-suggested-see = Décider
news-suggestion-accepted = Proposition acceptée
news-suggestion-in-part = Proposition acceptée en partie
news-suggestion-refused = Proposition refusée
# $field (String)
news-suggestion-about = Vous aviez proposé de changer : { $field }.
news-not-public = Photo qui n’est plus publique

## Ce qui vient d'être fait
done-suggested = C’est envoyé. Merci : la personne qui a donné la photo décide d’abord.
done-suggestion-accepted = C’est accepté.
done-suggestion-refused = C’est refusé. La photo n’a pas changé.

## Ce qui ne va pas dans un formulaire
why-same = c’est déjà ce que dit la photo.
why-no-links = sans compte, n’y mettez pas d’adresse web.
problem-nothing-suggested = Rien n’est proposé : changez au moins un champ.
problem-suggestion-stale-title = Proposition déjà traitée
problem-suggestion-stale = Quelqu’un a décidé, ou a modifié la photo, entre-temps. Relisez la liste, puis décidez de nouveau s’il le faut.
problem-suggestion-not-yet-title = Trop tôt
# $day (String)
problem-suggestion-not-yet = La personne qui a donné la photo décide d’abord. Vous pouvez décider à partir du { $day }.
problem-many-suggestions-wait-title = Beaucoup de propositions
problem-many-suggestions-wait = Beaucoup de propositions sur cette photo attendent déjà une décision. Attendez-la avant d’en envoyer une autre.

## L’état du site
action-suggest =
    { $count ->
        [one] Correction proposée
       *[other] { $count } corrections proposées
    }
action-accept-suggestion =
    { $count ->
        [one] Proposition acceptée
       *[other] { $count } propositions acceptées
    }
action-refuse-suggestion =
    { $count ->
        [one] Proposition refusée
       *[other] { $count } propositions refusées
    }
suggestions-decided-link = Les propositions déjà décidées
suggestions-decided-title = Propositions décidées
suggestions-decided-lead = Les dernières décisions d’abord.
suggestions-decided-none = Aucune décision pour l’instant.
# $day (String), $name (String)
suggestions-decided-by = Décidée le { $day } par { $name }
suggestion-status-title = Votre proposition
suggestion-status-lead = La personne qui a donné la photo décide d’abord, puis l’équipe : revenez ici lire la réponse.
suggestion-status-note = Cette adresse est la seule façon de lire la réponse sans compte. Elle marche pendant un an.
suggestion-status-gone = La photo n’est plus publique
suggestion-status-waits = En attente d’une décision
# $day (String)
suggestion-status-made = Envoyée le { $day }
# $day (String)
suggestion-status-decided = Décidée le { $day }
suggestion-status-done = Voici la réponse. Merci d’avoir pris le temps.
