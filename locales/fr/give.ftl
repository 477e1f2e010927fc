## Donner des photos
upload-title = Donner des photos
upload-lead = Choisissez-les, décrivez-les, répondez à trois questions. Quelqu’un les regardera avant leur publication.
upload-lead-trusted = Choisissez-les, décrivez-les, répondez à trois questions. Elles seront publiques dès leur envoi.
step-files = Les fichiers
step-words =
    { $count ->
        [one] Ce qu’elle montre
       *[other] Ce qu’elles montrent
    }
step-licence = Ce que vous permettez
upload-kept =
    { $count ->
        [one] Votre photo est gardée en brouillon : vous n’avez pas à l’envoyer de nouveau.
       *[other] Vos { $count } photos sont gardées en brouillon, dans l’ordre où vous les avez choisies : vous n’avez pas à les envoyer de nouveau.
    }
upload-moved = Ce que vous aviez écrit pour une seule photo est maintenant dans la première : déplacez-le au besoin.
files-choose = Choisir des photos
files-drop = ou déposez-les ici
# $most (Number) - mégaoctets
files-help = JPEG, PNG, WebP, TIFF ou GIF, jusqu’à { $most } Mo par photo. Les doublons sont reconnus : rien n’est gardé deux fois.
queue-label = Fichiers choisis
queue-waiting = En attente
queue-sending = Envoi
queue-reading = Vérification
queue-received = Reçue : décrivez-la ci‑dessous
queue-failed = L’envoi n’a pas abouti.
queue-see = Voir la photo
queue-again = Réessayer
queue-done = Tous les fichiers sont traités.
queue-leaving = Des photos arrivent encore. Attendez « Tous les fichiers sont traités », puis envoyez.
words-none-yet = Choisissez d’abord une photo.

## Champs
field-title = Titre
field-alt = Ce que l’on voit
field-alt-help = Une phrase pour les personnes qui ne voient pas l’image. Exemple : « Un phare blanc au bout d’une jetée, par grand vent. »
field-description = Description
field-tags = Mots-clés
field-tags-help = Séparés par des virgules : phare, port, fête maritime
# $count (Number)
tags-left-out =
    { $count ->
        [one] Un mot-clé du fichier est laissé de côté : une photo en a 50 au plus, de 60 caractères chacun.
       *[other] { $count } mots-clés du fichier sont laissés de côté : une photo en a 50 au plus, de 60 caractères chacun.
    }
field-taken = Date de prise de vue
field-taken-help = Ce que vous en savez : 14/07/1912, 07/1912, 1912, vers 1912, été 1962 ?, années 50, avant 1914, entre 1905 et 1910…
field-author = Nom de l’auteur
field-author-help = Tel qu’il sera cité. Un pseudonyme convient.
field-author-url = Page web de l’auteur
field-place = Lieu
field-place-help = Une rue, un quartier, une commune. Ce nom est toujours affiché, quelle que soit la position montrée.
field-coordinates-help = Latitude, puis longitude : 48.3905, -4.4860, ou ce que l’on copie d’une carte. Ce qui s’en montre se choisit plus bas.
field-coordinates-rounded = Vous lisez le point arrondi, comme tout le monde : laissé tel quel, il ne change rien.
field-direction = Direction de la vue
field-direction-help = Vers où regarde la photo : en degrés depuis le nord, de 0 à 359, ou « nord-ouest », « NO ». Elle n’est montrée qu’avec une position exacte.
field-licence = Licence
field-licence-from-answers = Selon mes réponses
question-precision = Si la photo contient sa position GPS, que montrer ?
field-differing = Propre à chaque photo
precision-area = Les environs, à un kilomètre près
precision-exact = L’endroit exact
precision-hidden = Rien

## Les trois questions
licence-forever = Une licence accordée est définitive : prenez le temps de répondre.
licence-granted-note = Cette licence est accordée : c’est définitif.
question-last = Comme la dernière fois : { $label }
question-files =
    { $count ->
        [one] Comme le dit le fichier : { $label }
       *[other] Comme le disent les fichiers : { $label }
    }
question-source =
    { $count ->
        [one] Qui a pris cette photo ?
       *[other] Qui a pris ces photos ?
    }
source-own = Moi
source-permission = Quelqu’un d’autre, qui est d’accord
source-archive =
    { $count ->
        [one] Elle vient d’une archive
       *[other] Elles viennent d’une archive
    }
source-public-domain =
    { $count ->
        [one] Elle est dans le domaine public
       *[other] Elles sont dans le domaine public
    }
question-modify =
    { $count ->
        [one] Peut-on la modifier ?
       *[other] Peut-on les modifier ?
    }
question-modify-help = Recadrer, retoucher, assembler.
question-sell =
    { $count ->
        [one] Peut-on en tirer un revenu ?
       *[other] Peut-on en tirer un revenu ?
    }
question-sell-help = Carte postale, livre, publicité.
answer-yes = Oui
answer-no = Non
answer-alike = Oui, si le résultat est partagé sous la même licence
outcome-waiting = Vos réponses mènent à une licence. Vous la lirez avant d’envoyer.
question-by-name = Je connais les licences : choisir par le nom
licences-read = Lire ce que dit chaque licence
licence-not-wikipedia = Wikipédia ne l’accepte pas

## Envoyer
send-review = Envoyer à la relecture
send-again = Renvoyer à la relecture
send-publish = Publier
send-draft = Garder en brouillon
save-only = Enregistrer sans envoyer
edit-title = Modifier la fiche

## Mes photos
my-photos-title = Mes photos
my-photos-empty-title = Vous n’avez pas encore donné de photo
my-photos-empty-text = Une seule suffit pour commencer.

## Licences
licences-title = Les licences
licences-lead = Chaque photo porte une licence choisie par son auteur. Voici ce que chacune permet.
licences-forever-title = Une licence accordée reste accordée
licences-forever-text = Si une photo est retirée ou change de licence, la licence déjà accordée reste valable pour toute personne qui a reçu la photo sous cette licence, et pour les copies déjà faites. La page de la photo le rappelle.
licences-credit-title = Citer l’auteur
licences-credit-text = Sur la page de chaque photo, la mention est prête à copier : titre, auteur, licence, adresse. Si vous avez modifié la photo, dites-le.
wording-title = Les questions posées à qui donne une photo
wording-lead = Voici ce que lit la personne qui donne une photo. Pour plusieurs photos, les mêmes phrases sont au pluriel.
wording-outcomes = La licence à laquelle mènent les réponses
wording-by-name = La licence choisie par son nom, ou proposée par le fichier
wording-for-curators = Les conservateurs et conservatrices peuvent aussi répondre :

## Licence et nom, plus tard
licence-another = Accorder une autre licence
licence-another-none = Garder celle-ci
licence-narrow = Si elle permet moins : je comprends que la licence déjà accordée reste valable pour toute personne qui a reçu la photo sous cette licence, et pour les copies déjà faites, et que la page continuera de la citer.
field-author-withheld = L’auteur ne veut pas être nommé
queue-signed-out = Votre connexion a pris fin. Reconnectez-vous, puis réessayez : rien n’est perdu.
queue-here = Cette photo est déjà dans votre envoi.
field-author-not-me = Ne pas me nommer
field-reply = Votre réponse à l’équipe de relecture
field-reply-help = Facultatif. Elle part avec la photo quand vous la renvoyez ; seule l’équipe de relecture la lit.
go-to-questions = Aller aux questions
go-to-author = Aller au nom de l’auteur
details-wrong =
    { $count ->
        [one] Une photo est à revoir avant d’envoyer. Le reste de ce que vous avez écrit est gardé.
       *[other] { $count } photos sont à revoir avant d’envoyer : ce qu’il faut corriger est dit au-dessus de chacune. Le reste de ce que vous avez écrit est gardé.
    }
photo-aside = Ne pas l’envoyer maintenant : la garder en brouillon
go-to-photo = Y aller
go-to-files = Aller au choix des photos
drafts-resume =
    { $count ->
        [one] Continuer mon brouillon
       *[other] Continuer mes { $count } brouillons
    }
field-archive = Quelle archive ? Fonds, cote
wording-former = Les mots d’une version antérieure, { $version }
