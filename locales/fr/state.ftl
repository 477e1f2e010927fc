## État du site
admin-state-title = État du site
admin-state-about = Place sur le disque, ce qui attend, dernière vérification, qui a fait quoi.
admin-state-lead = L’espace disque, ce qui attend, la dernière vérification et la dernière sauvegarde, et qui a fait quoi.

## Disque
disk-title = Disque
disk-note = Les dépôts s’arrêtent avant que le disque soit plein. Ce qui est publié reste visible.
disk-free = Libre
# $free (String) $total (String)
disk-free-of = { $free } sur { $total }
disk-reserve = Gardé libre
# $reserve (String)
disk-reserve-is = { $reserve }, pour le journal et les vignettes
disk-quota = Limite choisie
# $used (String) $most (String)
disk-quota-of = { $used } sur { $most }
disk-unknown = La place libre n’est pas connue ici.
# $free (String) $reserve (String)
disk-refuses = Les dépôts sont refusés : il reste { $free } sur le disque, et Zef en garde { $reserve } pour le journal et les vignettes. Libérez de la place ou agrandissez le disque ; les dépôts sont de nouveau acceptés aussitôt.
# $free (String) $reserve (String)
disk-low = Il reste { $free } sur le disque : sous { $reserve }, les dépôts seront refusés. Libérez de la place ou agrandissez le disque.
# $used (String) $most (String)
disk-quota-reached = Les dépôts sont refusés : la photothèque prend { $used }, et sa limite est de { $most }. Augmentez cette limite.
# $used (String) $most (String)
disk-quota-low = La photothèque approche de sa limite : { $used } sur { $most }. Au-delà, les dépôts seront refusés.
disk-library = Photothèque
folder-originals = Originaux
folder-renditions = Formats et vignettes
folder-journal = Journal
folder-state = État indexé
folder-search = Index de recherche
folder-staging = En réception
folder-aside = Mis de côté
folder-others = Autres dossiers
# $instant (String)
disk-measured = Mesuré le { $instant }.
disk-measuring = Les dossiers sont en train d’être mesurés. Rechargez la page dans une minute.

## Ce qui attend
waiting-title = Ce qui attend
waiting-note = À relire, à décider, à envoyer.
waiting-photos = Photos à relire
waiting-files = Meilleurs fichiers à relire
waiting-suggestions = Suggestions
waiting-reports = Signalements
waiting-letters = Courriels à envoyer
waiting-nothing = rien
# $day (String)
waiting-photos-since =
    { $count ->
        [one] une photo, depuis le { $day }
       *[other] { $count } photos, la plus ancienne depuis le { $day }
    }
# $day (String)
waiting-reports-since =
    { $count ->
        [one] un signalement, depuis le { $day }
       *[other] { $count } signalements, le plus ancien depuis le { $day }
    }
waiting-files-count =
    { $count ->
        [one] un fichier
       *[other] { $count } fichiers
    }
waiting-suggestions-count =
    { $count ->
        [one] une suggestion
       *[other] { $count } suggestions
    }
waiting-letters-count =
    { $count ->
        [one] un courriel
       *[other] { $count } courriels
    }

## Vérification
check-title = Vérification
check-note = Chaque original est comparé à son empreinte, et chaque vignette est contrôlée. Rien n’est changé, et le site reste ouvert pendant ce temps.
check-never = Aucune vérification n’a encore été faite.
check-last = Dernière vérification
check-seen = Regardé
# $originals (Number) $photos (Number)
check-seen-is = Photos : { $photos }. Originaux : { $originals }.
check-sound = Tout est en ordre.
check-mended =
    { $count ->
        [one] Un défaut est réparé.
       *[other] { $count } défauts sont réparés.
    }
check-damaged =
    { $count ->
        [one] L’original d’une photo est perdu ou abîmé : remettez son fichier depuis une sauvegarde, puis vérifiez de nouveau.
       *[other] Les originaux de { $count } photos sont perdus ou abîmés : remettez leurs fichiers depuis une sauvegarde, puis vérifiez de nouveau.
    }
check-left =
    { $count ->
        [one] Un autre défaut reste. Arrêtez Zef, puis lancez « zef check --repair », qui le nomme et répare ce qui peut l’être.
       *[other] { $count } autres défauts restent. Arrêtez Zef, puis lancez « zef check --repair », qui les nomme et répare ce qui peut l’être.
    }
# $done (Number) $instant (String) $total (Number)
check-running = En cours depuis le { $instant } : { $done } sur { $total } photos. Rechargez la page pour voir où elle en est.
check-now = Vérifier maintenant
check-again = Vérifier de nouveau
done-check-begun = La vérification commence. Elle peut durer des heures ; son résultat restera sur cette page.

## Le contrôle nocturne des originaux
scrub-title = Contrôle nocturne
# $days (Number) $hour (Number)
scrub-note =
    { $days ->
        [one] Chaque nuit, à partir de { $hour } h UTC, tous les originaux sont contrôlés et comparés à leur empreinte.
       *[other] Chaque nuit, à partir de { $hour } h UTC, une part des originaux est contrôlée et comparée à son empreinte ; tous l’ont été au bout de { $days } jours.
    }
scrub-off = Les originaux ne sont pas contrôlés la nuit : la configuration dit « days = 0 » dans [scrub]. Seule une vérification verra ceux qui s’abîment.
scrub-never = Aucun original n’a encore été contrôlé : la première nuit est à venir.
scrub-last = Dernier contrôle
scrub-round = Tour en cours
# $percent (Number) $read (Number)
scrub-round-is =
    { $read ->
        [one] { $percent } %, { $read } original contrôlé
       *[other] { $percent } %, { $read } originaux contrôlés
    }
scrub-whole = Dernier tour complet
# $instant (String) $read (Number)
scrub-whole-is =
    { $read ->
        [one] terminé le { $instant }, { $read } original contrôlé
       *[other] terminé le { $instant }, { $read } originaux contrôlés
    }
scrub-sound = Tous les originaux contrôlés sont intacts.
scrub-healed =
    { $count ->
        [one] Un original perdu ou abîmé a été recopié depuis la sauvegarde. Si cela se répète, changez de disque.
       *[other] { $count } originaux perdus ou abîmés ont été recopiés depuis la sauvegarde. Si cela se répète, changez de disque.
    }
scrub-damaged =
    { $count ->
        [one] Un original est perdu ou abîmé, et n’a pas été réparé : remettez son fichier depuis une sauvegarde. Il est contrôlé chaque nuit en premier.
       *[other] { $count } originaux sont perdus ou abîmés, et n’ont pas été réparés : remettez leurs fichiers depuis une sauvegarde. Ils sont contrôlés chaque nuit en premier.
    }

## Sauvegarde
backup-title = Sauvegarde
backup-note = Une copie du journal et des originaux, vérifiée aussitôt. Tout le reste peut en être reconstruit. Elle se fait sur le serveur, par « zef backup DOSSIER », sans fermer le site.
backup-never = Aucune sauvegarde n’a encore été faite. Faites-en une chaque nuit, sur un autre disque : une panne ou une erreur peut tout emporter.
backup-last = Dernière sauvegarde
backup-verified = Dernière sauvegarde complète
backup-unverified = aucune n’est connue
backup-holds = Contenu
# $originals (Number) $photos (Number) $weight (String)
backup-holds-is = Photos : { $photos }. Originaux : { $originals }, soit { $weight }.
backup-faults =
    { $count ->
        [one] Une photo n’y a pas son original, perdu ou abîmé ici. Lancez une vérification, qui la nomme.
       *[other] { $count } photos n’y ont pas leur original, perdu ou abîmé ici. Lancez une vérification, qui les nomme.
    }
backup-old = La dernière sauvegarde a plus de sept jours. Voyez sur le serveur pourquoi la suivante n’a pas été faite.

## Zef
stores-title = Zef
stores-note = Ce que le programme dit de lui-même.
stores-changes = Changements
stores-changes-taken = acceptés
stores-entry = Dernier changement
# $instant (String) $number (Number)
stores-entry-is = numéro { $number }, le { $instant }
stores-search = Recherche
stores-search-ready = à jour
stores-search-behind =
    { $count ->
        [one] un changement de retard
       *[other] { $count } changements de retard
    }
stores-search-made = en préparation
stores-search-stalled = arrêtée : le disque est plein
stores-version = Version

## Qui a fait quoi
actions-title = Qui a fait quoi
actions-note = Le plus récent d’abord. Les adresses, les motifs et les mots des signalements n’y sont pas.
actions-by = Personne
actions-by-help = Son identifiant
actions-what = Action
actions-all = Toutes
actions-filter = Filtrer
actions-see-all = Tout voir
actions-none = Rien ici.
actions-none-yet = Rien dans cette partie du journal.
actions-further = Chercher plus loin
# $handle (String)
actions-unknown = Personne n’a l’identifiant « { $handle } ».
actions-find-person = Chercher une personne
actions-of-person = Ce que cette personne a fait
actions-by-reader = une personne qui visite le site
actions-see-reports = voir les signalements
actions-see-invitations = voir les invitations
actions-photo-gone = photo effacée
actions-photo-withdrawn = photo retirée
# $page (String) $language (String)
actions-text = { $page } ({ $language })
actions-others =
    { $count ->
        [one] et une autre
       *[other] et { $count } autres
    }
action-deposit =
    { $count ->
        [one] Photo donnée
       *[other] { $count } photos données
    }
action-describe =
    { $count ->
        [one] Photo modifiée
       *[other] { $count } photos modifiées
    }
action-curate =
    { $count ->
        [one] Photo modifiée par lot
       *[other] { $count } photos modifiées ensemble
    }
action-revert =
    { $count ->
        [one] Champ rétabli sur une photo
       *[other] Champs rétablis sur { $count } photos
    }
action-undo-batch =
    { $count ->
        [one] Changement défait sur une photo
       *[other] Changement défait sur { $count } photos
    }
action-submit =
    { $count ->
        [one] Photo envoyée
       *[other] { $count } photos envoyées
    }
action-review =
    { $count ->
        [one] Photo relue
       *[other] { $count } photos relues
    }
action-publish =
    { $count ->
        [one] Photo relue et publiée
       *[other] { $count } photos relues et publiées
    }
action-request-change =
    { $count ->
        [one] Correction demandée
       *[other] { $count } corrections demandées
    }
action-refuse =
    { $count ->
        [one] Photo refusée
       *[other] { $count } photos refusées
    }
action-withdraw =
    { $count ->
        [one] Photo retirée
       *[other] { $count } photos retirées
    }
action-erase =
    { $count ->
        [one] Textes effacés d’une photo retirée
       *[other] Textes effacés de { $count } photos retirées
    }
action-contest =
    { $count ->
        [one] Mention rétablie par la personne qui a donné la photo
       *[other] { $count } mentions rétablies par les personnes qui ont donné les photos
    }
action-read-contest =
    { $count ->
        [one] Mention rétablie, lue
       *[other] { $count } mentions rétablies, lues
    }
action-report =
    { $count ->
        [one] Signalement reçu
       *[other] { $count } signalements reçus
    }
action-keep-reported =
    { $count ->
        [one] Signalement classé
       *[other] { $count } signalements classés
    }
action-hide-reported =
    { $count ->
        [one] Photo signalée, cachée
       *[other] { $count } photos signalées, cachées
    }
action-withdraw-reported =
    { $count ->
        [one] Photo signalée, retirée
       *[other] { $count } photos signalées, retirées
    }
action-restore-reported =
    { $count ->
        [one] Photo cachée, rétablie
       *[other] { $count } photos cachées, rétablies
    }
action-password = Mot de passe changé
action-token = Jeton créé
action-revoke-token = Jeton révoqué
action-invite =
    { $count ->
        [one] Invitation créée
       *[other] { $count } invitations créées
    }
action-revoke-invitation =
    { $count ->
        [one] Invitation annulée
       *[other] { $count } invitations annulées
    }
action-site = Réglages changés
action-legal = Page légale écrite
action-make-collection =
    { $count ->
        [one] Collection créée
       *[other] { $count } collections créées
    }
action-change-collection =
    { $count ->
        [one] Collection modifiée
       *[other] { $count } collections modifiées
    }
action-publish-collection =
    { $count ->
        [one] Collection publiée
       *[other] { $count } collections publiées
    }
action-unpublish-collection =
    { $count ->
        [one] Collection remise en brouillon
       *[other] { $count } collections remises en brouillon
    }
action-delete-collection =
    { $count ->
        [one] Collection supprimée
       *[other] { $count } collections supprimées
    }
action-add-to-collection = Photos ajoutées à une collection
action-remove-from-collection = Photos retirées d’une collection
action-order-collection = Photos d’une collection déplacées
action-forget-photo =
    { $count ->
        [one] Photo oubliée
       *[other] { $count } photos oubliées
    }
action-forget-person = Personne oubliée
action-forget-contact = Adresse d’un signalement oubliée
# $gesture (String)
action-other = Autre changement ({ $gesture })
