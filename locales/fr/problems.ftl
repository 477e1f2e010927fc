# Ce qui n'a pas marché : un titre, et une phrase qui dit quoi faire.
problem-not-found-title = Page introuvable
problem-not-found = Il n’y a rien à cette adresse. Vérifiez-la, ou cherchez la photo par un mot de son titre.
problem-gone-title = Photo retirée
problem-gone = Cette photo a été publiée ici, puis retirée.
problem-not-signed-in-title = Connectez-vous
problem-not-signed-in = Connectez-vous pour continuer.
problem-unknown-token = Ce jeton n’est pas reconnu : créez-en un nouveau dans votre compte.
problem-not-allowed-title = Votre compte ne le permet pas
problem-not-allowed = Votre compte ne permet pas de faire cela. Demandez à l’équipe qui tient cette photothèque.
problem-forged-title = Formulaire périmé
problem-forged = Ce formulaire est trop ancien ou vient d’ailleurs. Rechargez la page et recommencez : rien n’a été envoyé.
problem-held-elsewhere-title = Fichier déjà ici
# $photo (String)
problem-held-elsewhere = Ce fichier est déjà celui de la photo { $photo } : suivez le lien pour la voir, ou choisissez un autre fichier.
problem-same-file = C’est le fichier que la photo a déjà : choisissez-en un autre.
problem-already-held-title = Photo déjà publiée
problem-already-held = Cette photo est déjà publiée ici : suivez le lien pour la voir.
problem-too-large-title = Fichier trop lourd
# $most (Number) - mégaoctets
problem-too-large = Cette photo dépasse { $most } Mo. Réduisez-la, puis réessayez.
problem-too-long-title = Texte trop long
# $most (Number) - kilooctets
problem-too-long = Ce qui a été envoyé dépasse { $most } ko. Raccourcissez-le, puis réessayez.
problem-too-many-pixels-title = Image trop grande
problem-too-many-pixels = Cette image a trop de pixels pour être traitée ici. Réduisez-la de moitié, puis renvoyez-la. Sous 120 mégapixels, vous pouvez aussi l’enregistrer en JPEG sans l’option « progressif ».
problem-unsupported-format-title = Format refusé
# $format (String)
problem-unsupported-format = Cette photothèque n’accepte pas le format { $format }. Exportez la photo en JPEG, PNG, WebP ou TIFF, puis renvoyez-la.
problem-unknown-format = Ce fichier n’est pas une image reconnue. Exportez la photo en JPEG, PNG, WebP ou TIFF, puis renvoyez-la.
problem-animated = Une image animée ne convient pas. Choisissez une image fixe, puis renvoyez-la.
# $program (String) - Word, LibreOffice Writer…
problem-office-document = C’est un document { $program }, pas une photo. Enregistrez les images qu’il contient (clic droit sur l’image, « Enregistrer l’image »), puis envoyez chacune en JPEG.
# $format (String)
problem-archive = C’est une archive { $format }, pas une photo. Ouvrez-la, puis envoyez les photos qu’elle contient : plusieurs à la fois si vous voulez.
# $coding (String) - nomme le format et, entre parenthèses, ce qu’il a de particulier.
problem-unsupported-coding = Cette photo est enregistrée sous une forme rare que cette photothèque ne lit pas : { $coding }. Ouvrez-la dans un logiciel de retouche, enregistrez-la en JPEG, en PNG ou en TIFF courant (RVB, 8 ou 16 bits, LZW), puis renvoyez-la.
problem-undecodable-title = Image illisible
problem-undecodable = Cette image est illisible : le fichier est abîmé. Copiez-le de nouveau depuis l’appareil ou la carte, puis renvoyez-le.
problem-truncated-title = Image incomplète
problem-truncated = Il manque la fin de cette image : la copie a sans doute été interrompue. Copiez-la de nouveau, puis renvoyez-la.
problem-empty-title = Fichier vide
problem-empty = Ce fichier est vide. Copiez la photo de nouveau, puis renvoyez-la.
problem-missing-file-title = Aucune photo
problem-missing-file = Choisissez d’abord une photo.
problem-unknown-license-title = Licence inconnue
problem-unknown-license = Cette licence n’est pas connue. Indiquez son identifiant (par exemple cc-by-sa-4.0) ou l’adresse de son résumé.
problem-missing-license-title = Licence à choisir
problem-missing-license = Choisissez une licence avant d’envoyer la photo, ou gardez-la en brouillon.
problem-doubtful = Quelque chose ne concorde pas. Vérifiez, puis cochez la case sous ce qui est signalé.
problem-license-not-offered-title = Licence non proposée
# $licence (String)
problem-license-not-offered = La licence { $licence } n’est pas proposée ici. Choisissez-en une parmi celles de la page des licences.
problem-license-ledger-full-title = Trop de licences
problem-license-ledger-full = Cette photo garde chaque licence accordée, et n’a plus de place pour une autre.
problem-license-narrower-title = Licence déjà accordée
problem-license-narrower = Cette licence permet moins que celle déjà accordée, qui est définitive. Pour l’ajouter malgré tout, cochez la case « Si elle permet moins ».
problem-license-narrower-api = Cette licence permet moins que celle déjà accordée, qui est définitive. Pour l’ajouter malgré tout, ajoutez « "narrow": true » à la demande.
# $name (String)
problem-unknown-field = Aucun champ ne s’appelle « { $name } » : cherchez le bon nom dans la description de l’API, et recommencez.
problem-invalid-field-title = Champ à corriger
# $field (String) $why (String)
problem-unknown-parameter = Cette adresse ne connaît pas le paramètre « { $name } » : vérifiez son nom, ou retirez-le.
problem-invalid-field = Le champ « { $field } » est à corriger : { $why }
problem-range-title = Partie introuvable
problem-range = Ce fichier finit avant la partie demandée. Téléchargez-le depuis le début.
problem-stale-title = Photo modifiée entre-temps
problem-stale = Quelqu’un a modifié cette photo entre-temps. Rechargez-la, puis refaites votre changement.
problem-wrong-state-title = Ce n’est plus possible
problem-wrong-state = Cette photo a changé d’état entre-temps. Rechargez la page pour voir où elle en est.
problem-too-much-text-title = Textes trop longs
problem-too-much-text = Chaque champ est assez court, mais tous ensemble sont trop longs pour être enregistrés en une fois. Raccourcissez le texte le plus long ou retirez des éléments d’une liste, puis enregistrez de nouveau.
problem-reason-missing-title = Pourquoi ?
problem-reason-missing = Donnez un motif : la personne qui a donné la photo le lira.
problem-bad-request-title = Demande incomplète
problem-bad-request = Il manque quelque chose à cette demande, ou elle est mal écrite. Rechargez la page et recommencez.
problem-bad-request-api = Il manque quelque chose à cette demande, ou elle est mal écrite. Comparez son adresse, ses en-têtes et son corps avec la description de l’API.
# $line (String) $column (String)
problem-not-json = Le corps de cette demande n’est pas un objet JSON : il ne peut pas être lu après la ligne { $line }, colonne { $column }.
problem-not-multipart = Le corps de cette demande n’est pas du multipart/form-data. Envoyez-le sous cette forme, la photo dans le champ « file ».
problem-too-many-requests-title = Trop d’essais
problem-too-many-requests = Trop d’essais en peu de temps. { $wait }
problem-wait-seconds =
    { $count ->
        [one] Recommencez dans une seconde.
       *[other] Recommencez dans { $count } secondes.
    }
problem-wait-minutes =
    { $count ->
        [one] Recommencez dans une minute.
       *[other] Recommencez dans { $count } minutes.
    }
problem-wait-hours =
    { $count ->
        [one] Recommencez dans une heure.
       *[other] Recommencez dans { $count } heures.
    }
problem-try-again = Recommencer
problem-kept = Ce que vous avez écrit n’est pas perdu : cette page le garde.
problem-send-again = Envoyer de nouveau
problem-busy-title = Beaucoup de monde à la fois
problem-busy = Trop de photos arrivent ou partent en même temps. Attendez quelques secondes, puis recommencez.
problem-search-busy = Trop de recherches en même temps. Attendez quelques secondes, puis recommencez : les autres pages répondent.
problem-search-title = La recherche se prépare
problem-search-not-ready = La recherche n’est pas encore prête. Recommencez dans un instant ; les autres pages répondent.
problem-full-title = Plus de place
problem-full = Il n’y a plus assez de place sur le disque pour recevoir des photos. Les photos publiées restent visibles ; prévenez l’équipe qui tient cette photothèque.
problem-damaged-title = Original indisponible
problem-damaged = L’original de cette photo est abîmé. Choisissez une autre taille ; l’équipe peut le retrouver dans une sauvegarde.
problem-storage-gone-title = Photothèque indisponible
problem-storage-gone = Le dossier de cette photothèque n’est plus à sa place, et rien n’a été enregistré. Prévenez l’équipe qui la tient, puis recommencez plus tard.
problem-storage-gone-reading = Le dossier de cette photothèque n’est plus à sa place. Prévenez l’équipe qui la tient, puis recommencez plus tard.
problem-database-away-title = Photothèque indisponible
problem-database-away = La base de données de cette photothèque ne répond pas, et rien n’a été enregistré. Recommencez dans un instant.
problem-database-away-reading = La base de données de cette photothèque ne répond pas. Recommencez dans un instant.
problem-database-unsure = La base de données de cette photothèque a cessé de répondre. Regardez si votre changement est enregistré avant de le refaire.
problem-archive-away-title = Photothèque indisponible
problem-archive-away = Le serveur qui garde les photos de cette photothèque ne répond pas, et rien n’a été enregistré. Recommencez dans un instant.
problem-archive-away-reading = Le serveur qui garde les photos de cette photothèque ne répond pas. Recommencez dans un instant.
problem-library-moving-title = Cette photothèque déménage
problem-library-moving = Cette photothèque déménage : on peut la lire, mais elle ne prend aucun changement pour le moment. Rien n’a été enregistré ; recommencez dans quelques minutes.
problem-fault-title = Quelque chose n’a pas marché
problem-fault = Cela vient de chez nous. Réessayez ; si cela recommence, donnez ce numéro à l’équipe qui tient cette photothèque.
problem-wrong-password-title = Connexion refusée
problem-wrong-password = L’identifiant ou le mot de passe ne convient pas. Vérifiez-les et recommencez.
problem-weak-password-title = Mot de passe trop faible
problem-password-short = Un mot de passe a au moins 12 caractères. Choisissez plutôt quelques mots sans rapport entre eux.
problem-password-long = Un mot de passe a au plus 256 caractères.
problem-password-common = Ce mot de passe est trop courant. Choisissez plutôt quelques mots sans rapport entre eux.
problem-password-of-keys = Ce mot de passe suit les touches du clavier : c’est l’un des premiers que l’on essaie. Choisissez plutôt quelques mots sans rapport entre eux.
problem-handle-taken-title = Identifiant déjà pris
problem-handle-taken = Cet identifiant est déjà pris. Choisissez-en un autre.
problem-handle-reserved-title = Identifiant réservé
problem-handle-reserved = Cet identifiant est réservé, pour que personne ne passe pour l’équipe de cette photothèque. Choisissez-en un autre.
problem-no-such-token-title = Jeton introuvable
problem-no-such-token = Votre compte n’a pas ce jeton. Il est peut-être déjà révoqué : regardez la liste ci-dessous.
problem-suspended-title = Compte suspendu
problem-suspended = Ce compte est suspendu : il ne peut pas se connecter. Adressez-vous à l’équipe qui tient cette photothèque.
problem-sign-up-closed-title = Inscriptions fermées
problem-sign-up-closed = Les inscriptions sont fermées ici. Demandez un compte à l’équipe qui tient cette photothèque.
problem-not-invited-title = Code inconnu
problem-not-invited = Ce code d’invitation n’est pas connu. Vérifiez-le auprès de qui vous l’a donné.
problem-already-set-up-title = Photothèque déjà installée
problem-already-set-up = Cette photothèque a déjà son administrateur. Connectez-vous.
# $most (Number)
why-too-long = le texte dépasse { $most } caractères.
# $most (Number)
why-too-many-bytes = le texte dépasse { $most } octets : une lettre accentuée en compte deux, une lettre chinoise trois, un émoji quatre.
# $most (Number)
why-too-many = la liste dépasse { $most } photos.
# $most (Number)
why-too-many-people = la liste dépasse { $most } personnes.
why-date = écrivez la date sous la forme 14/07/1912, 07/1912, 1912, vers 1912, été 1962, années 50, avant 1914 ou entre 1905 et 1910.
why-backwards = La seconde date est avant la première. Écrivez d’abord la plus ancienne.
why-no-such-day = Ce jour n’existe pas : ce mois-là est plus court. Corrigez la date.
why-to-come = Ce jour n’est pas encore arrivé : la photo n’a pas pu être prise alors. Corrigez la date, ou laissez-la vide.
why-tag = un mot-clé a au plus 60 caractères, et une photo au plus 50 mots-clés.
why-place = la latitude va de -90 à 90 et la longitude de -180 à 180.
why-point = écrivez la latitude, puis la longitude, en degrés : 48.3905, -4.4860. La première va de -90 à 90, la seconde de -180 à 180.
why-half-a-point = la latitude et la longitude vont ensemble : donnez les deux, ou aucune.
why-direction = écrivez-la en degrés, de 0 à 359, ou par un point cardinal : 315, nord-ouest, NO.
why-inside-place = les coordonnées et la direction ne se changent pas dans « place ». Envoyez « latitude » et « longitude », ou « direction », à côté.
why-bounds = écrivez le rectangle ainsi, en degrés : ouest,sud,est,nord, par exemple -4.6,48.3,-4.4,48.5.
why-years = écrivez une année, par exemple 1950, ou une période ainsi : 1950..1960.
why-operator = après tag:, by:, place: et year: vient une valeur, entre guillemets si elle a une espace ; une année s’écrit 1950, une période 1950..1960.
why-choice = cette valeur n’est pas acceptée ici.
why-link = une adresse commence par https:// ou http://, puis vient le nom d’un site ; elle ne contient ni espace, ni guillemet, ni chevron.
why-handle = L’identifiant compte 2 à 40 caractères : lettres sans accent, chiffres ou traits d’union. Il commence par une lettre.
why-unalterable = la licence ne permet pas de partager une version modifiée de cette photo ; pour cela, demandez l’accord de l’auteur.
why-granted = une licence accordée reste accordée. N’envoyez pas ce membre, ou retirez la photo.
why-read-only = cet appel ne le change pas. Ne l’envoyez pas, ou envoyez-le tel que la photo le donne.
why-state = cet appel ne le change pas. D’autres envoient une photo en relecture, en décident ou la retirent. Ne l’envoyez pas, ou envoyez-le tel que la photo le donne.
why-not-granted = cette photo n’a jamais été donnée sous cette licence ; celles qu’elle porte sont sur sa page.
why-letters = le titre ou le nom de l’auteur a des caractères que la police de ce site n’a pas ; téléchargez la photo sans « strip » et écrivez la mention avec votre logiciel.
why-days = un nombre de jours de 1 à 3650 est attendu ; laissez le champ vide pour un jeton sans fin.
why-number = un nombre entier est attendu, par exemple 20.
why-cursor = ce n’est pas le début d’une partie de cette liste. Suivez l’adresse « next » de la réponse précédente, ou recommencez sans « cursor ».
why-flag = « true » ou « false » est attendu.
why-text = un texte est attendu.
why-photos = une liste d’identifiants de photos est attendue : l’identifiant est la fin de l’adresse d’une photo.
why-parameter = il manque, il est là deux fois, ou sa valeur n’est pas l’une de celles attendues.
problem-not-implemented-title = Format de réponse non proposé
problem-not-implemented = Ce format de réponse n’est pas proposé ici : demandez format=json.
problem-heic = Cette photothèque n’accepte pas le format HEIC. Sur l’iPhone : Réglages > Appareil photo > Formats > Le plus compatible. Ou exportez la photo en JPEG.
problem-unanswered =
    { $count ->
        [one] Répondez aux trois questions, ou gardez cette photo en brouillon.
       *[other] Répondez aux trois questions, ou gardez ces photos en brouillon.
    }
problem-source-unsaid =
    { $count ->
        [one] Dites d’abord qui a pris cette photo : c’est la première question.
       *[other] Dites d’abord qui a pris ces photos : c’est la première question.
    }
# $one (String) $other (String)
problem-two-licences = Vos réponses donnent { $one }, mais vous avez choisi { $other } dans la liste. Gardez l’une des deux.
# $one (String) $other (String)
problem-two-licences-last = « Comme la dernière fois » donne { $one }, mais vous avez aussi choisi { $other }. Gardez l’une des deux.
problem-author-is-giver =
    { $count ->
        [one] Quelqu’un d’autre a pris cette photo, et c’est votre nom qui est écrit : mettez le sien comme nom de l’auteur. Si elle vient d’une archive et que l’auteur est inconnu, laissez le nom vide.
       *[other] Quelqu’un d’autre a pris ces photos, et c’est votre nom qui est écrit : mettez le sien comme nom de l’auteur. Si elles viennent d’une archive et que l’auteur est inconnu, laissez le nom vide.
    }
problem-author-unnamed = L’auteur est d’accord : écrivez son nom, tel qu’il souhaite être cité.
problem-wrong-present-password = Le mot de passe actuel ne convient pas.
problem-no-set-up-title = Adresse d’installation
problem-no-set-up = Cette adresse d’installation a déjà servi, ou elle n’est pas entière. Si le compte d’administration existe, connectez-vous ; sinon, ouvrez l’adresse que Zef écrit à son démarrage.
problem-method-not-allowed-title = Demande refusée
problem-method-not-allowed = Cette adresse existe, mais ne répond pas à ce genre de demande. Revenez à la page précédente et recommencez.
problem-timeout-title = Envoi interrompu
problem-slow = Ce que vous envoyiez n’est pas arrivé en entier à temps et rien n’en a été gardé. Vérifiez la connexion, puis renvoyez-le.
problem-timeout = L’envoi s’est arrêté en chemin et rien n’en a été gardé. Vérifiez la connexion, puis renvoyez la photo.
problem-protected-title = Champ protégé
problem-protected = { $field } : cela protège une personne. Seule la personne qui a donné la photo peut en montrer davantage ; vous pouvez en montrer moins.
# $most (Number)
why-too-many-tags = au plus { $most } mots-clés à la fois : faites-le en plusieurs fois.
why-no-context = ce mot-clé n’est pas un contexte : la page des mots-clés donne la liste des contextes.
