## Pages légales
legal-title = Mentions légales
legal-privacy-title = Confidentialité
legal-terms-title = Conditions d’utilisation
legal-contact-title = Contact
legal-contents = Dans cette page
# $day (String)
legal-version = Version du { $day }
legal-edit = Changer ce texte
legal-blank = information à venir
legal-unfinished = Cette page n’est pas terminée : des informations manquent encore.
legal-untranslated = Ce texte n’existe qu’en anglais pour le moment.
legal-blanks =
    { $count ->
        [one] Un passage à compléter.
       *[other] { $count } passages à compléter.
    }
legal-blanks-to-fill =
    { $count ->
        [one] Un passage reste à compléter dans ce texte. Il est marqué pour vous ; les autres lisent « information à venir ».
       *[other] { $count } passages restent à compléter dans ce texte. Ils sont marqués pour vous ; les autres lisent « information à venir ».
    }
legal-blanks-help = Chacun est écrit ainsi : [à compléter : …]. Remplacez-le, crochets compris.
# $name (String) $day (String)
legal-meanwhile = { $name } a enregistré une autre version de ce texte le { $day }, après que vous avez ouvert cette page. Rien n’est perdu : votre texte est ci-dessous. Comparez les deux, puis remplacez cette version ou reportez ses changements dans votre texte.
legal-meanwhile-title = Ce texte a changé entre-temps
legal-meanwhile-read = Lire la version enregistrée

## Administration
nav-admin = Administration
admin-title = Administration
admin-lead = Les personnes, les textes et les réglages de la photothèque.
admin-people-about = Comptes, rôles, confiance, suspensions, liens de réinitialisation.
admin-invitations-about = Un lien à usage unique pour créer un compte.
admin-reports-about = Ce que l’on signale, et ce qui en est décidé.
admin-site-title = Le site
admin-site-about = Nom, phrase d’accueil, inscriptions, licences proposées, limites.
admin-pages-title = Pages légales
admin-pages-about = Mentions légales, confidentialité, conditions d’utilisation, contact : les lire, les écrire, retrouver une version.
admin-pages-lead = Chaque page commence par un modèle pour une association. Complétez-le, relisez-le, puis enregistrez-le ; chaque version est gardée.
admin-see = Voir la page
admin-write = Écrire
# $page (String)
admin-write-title = Écrire : { $page }
# $name (String) $day (String) $number (String)
admin-version-is = Version { $number }, par { $name } le { $day }
# $number (String)
admin-version = Version { $number }
# $name (String) $day (String)
admin-version-by = par { $name }, le { $day }
admin-version-first = Modèle d’origine
admin-version-present = en ligne
admin-version-is-present = C’est la version en ligne.
admin-version-restore = Rétablir cette version
admin-versions = Versions
admin-versions-older = Versions plus anciennes
admin-text-languages = Langue du texte
admin-text-kept = Chaque version est gardée ; vous pourrez revenir à celle-ci.
admin-text-replaces = Votre texte remplacera la version enregistrée entre-temps, qui reste dans la liste.
admin-text-replace = Remplacer par mon texte
admin-preview = Aperçu
admin-preview-title = Aperçu
field-markdown = Texte
field-markdown-help = En Markdown : ## devant un titre, une ligne vide entre deux paragraphes, - devant chaque point d’une liste, **gras**, [mots](https://adresse). Le HTML s’affiche tel que vous l’écrivez, les images ne s’affichent pas.

## Le site
admin-site-lead = Ce que la photothèque dit d’elle-même et ce qu’elle accepte.
# $name (String) $day (String)
admin-site-last = Dernier changement : { $name }, le { $day }.
admin-site-present = Présentation
admin-site-present-note = En haut de chaque page, dans les résultats de recherche et sur l’accueil.
field-site-name = Nom du site
field-site-name-help = Vide : Zef.
field-sentence-fr = Phrase d’accueil, en français
field-sentence-en = Phrase d’accueil, en anglais
field-sentence-help = Vide : la phrase d’origine. Les pages en breton montrent celle en français.
field-public-url = Adresse publique
setting-fixed = Fixé dans le fichier de configuration.
setting-fixed-at-start = Fixée au démarrage : par le fichier de configuration ou l’option --public-url.
admin-site-join = Inscriptions
admin-site-join-note = Les comptes déjà créés restent tels qu’ils sont.
field-sign-up = Qui peut créer un compte
sign-up-open = Tout le monde
sign-up-invitation = Avec un code d’invitation
sign-up-closed = Personne : l’équipe crée les comptes
field-invitations = Codes d’invitation
field-invitations-help = Un par ligne. Chacun sert autant de fois que l’on veut, jusqu’à ce que vous l’enleviez.
field-invitations-configured =
    { $count ->
        [one] Un autre est fixé dans le fichier de configuration.
       *[other] { $count } autres sont fixés dans le fichier de configuration.
    }
admin-site-licences = Licences proposées
admin-site-licences-note = Retirer une licence d’ici ne change rien aux photos qui la portent : elles la gardent et restent en ligne.
admin-site-limits = Limites
admin-site-limits-note = Pour ce qui arrive à partir de maintenant. Ce qui est déjà là reste.
field-file-megabytes = Un fichier, au plus, en mégaoctets
field-megapixels = Une photo, au plus, en mégapixels
# $least (Number) $most (Number)
field-from-to = De { $least } à { $most }.
field-quota = Toutes les photos ensemble, au plus, en mégaoctets
field-quota-help = Vide : tout le disque, moins une réserve.
admin-site-at-once = Les changements prennent effet aussitôt, sur toutes les pages.
admin-site-meanwhile = En place maintenant
admin-site-nothing = rien

## Refus
problem-rewritten-title = Modifié entre-temps
problem-rewritten = Quelqu’un d’autre a enregistré un changement entre-temps. Ce que vous avez saisi est gardé ici : comparez, puis enregistrez de nouveau pour remplacer ce changement.
why-blank = écrivez quelque chose.
# $least (Number) $most (Number)
why-between = donnez un nombre entier de { $least } à { $most }.
why-fixed = le fichier de configuration le fixe. Changez-le dans ce fichier, ou retirez-l’en, puis redémarrez Zef.
why-no-licence = proposez au moins une licence.
why-no-invitation = écrivez au moins un code, ou choisissez une autre façon de s’inscrire.
