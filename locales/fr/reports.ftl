## Signaler
report-link = Signaler
report-title = Signaler une photo
report-title-person = Signaler une page
report-lead = Pas besoin de compte. Une personne de l’équipe regarde, puis décide.
report-question = Qu’est-ce qui ne va pas ?
report-personal-image = On m’y reconnaît, je ne suis pas d’accord
report-minor = On y voit un enfant
report-place = Elle montre où quelqu’un habite
report-rights = C’est ma photo, ou mon œuvre
report-rights-person = On y utilise mon nom ou mon œuvre
report-wrong-attribution = L’auteur indiqué n’est pas le bon
report-wrong-facts = Le lieu, la date ou les textes sont faux
report-wrong-facts-person = Ce qui est écrit est faux
report-unlawful = C’est contraire à la loi
report-other = Autre chose
report-hides = Elle sera cachée dès l’envoi
report-hides-when = si l’on vous y reconnaît, si l’on y voit un enfant ou un logement. Sinon, elle reste visible jusqu’à la décision.
report-photo-stays = La photo reste visible jusqu’à la décision.
report-page-stays = La page reste visible jusqu’à la décision.
report-text = Avec vos mots
report-text-help = Ce qui aide à comprendre. Seule l’équipe le lit.
report-contact = Courriel ou téléphone, si vous voulez qu’on vous réponde (facultatif)
report-contact-help = La personne qui a donné la photo ne le voit pas.
report-contact-help-person = La personne dont c’est la page ne le voit pas.
report-send = Envoyer
report-back-photo = Revenir à la photo
report-back-person = Revenir à la page
report-follow = Vous recevez ensuite une adresse où suivre la décision.
report-about = Ce que vous signalez

## Suivre un signalement
report-status-title = Votre signalement
report-status-waits = Personne n’a encore décidé.
report-status-hidden = En attendant, la photo est cachée.
report-status-decided = Voici la décision.
report-keep-address = Gardez cette adresse pour suivre la décision
report-keep-address-note = Toute personne qui a cette adresse peut lire votre signalement.
report-sent = Ce que vous avez envoyé
report-fact-day = Envoyé le
report-fact-contact = Pour vous joindre

## Les décisions
decision-keep = Le { $day } : rien ne change.
decision-hide = Le { $day } : la photo est cachée.
decision-withdraw = Le { $day } : la photo est retirée.
decision-restore = Le { $day } : la photo est de nouveau publique.
decision-reason = Le motif :

## Pour la personne qui a donné la photo
statement-reported = Signalée le { $day } : « { $reason } ».
statement-hidden-at-once = Le signalement l’a cachée automatiquement.
statement-waits = Une personne de l’équipe va décider.
statement-by-person = Une personne de l’équipe a décidé. Son motif :
redress-question = Vous contestez cette décision ?
redress-write = Écrivez à l’équipe
redress-court = Vous pouvez aussi saisir un tribunal.
mine-reported = Signalées
standing-hidden = Elle a été signalée. Seules l’équipe et la personne qui l’a donnée la voient.
state-hidden = Cachée
same-file-hidden = Ce même fichier, donné par une autre personne, a été signalé et caché.

## La liste des signalements
nav-reports = Signalements
reports-title = Signalements
reports-lead = Chaque décision a un motif. La personne qui a signalé le lit ; celle qui a donné la photo le lit aussi, si la photo est cachée, retirée ou rétablie.
reports-lists = Listes
reports-open = À décider
reports-decided = Décidés
reports-none = Aucun signalement à décider.
reports-none-decided = Aucun signalement décidé.
reports-given-by = donnée par { $name }
reports-at = le { $day }
reports-contact = Pour répondre : { $contact }
reports-hidden-at-once = Cachée automatiquement par ce signalement.
reports-decide = Décision : { $name }
reports-reason = Motif
reports-reason-help = Si vous retirez la photo, tout le monde lit ce motif à son adresse.
reports-reason-help-person = La personne qui a signalé le lit.
reports-reason-kept = Votre motif :
reports-forget = Si je retire la photo, effacer aussi ses textes et les noms
reports-count =
    { $count ->
        [one] Un signalement
       *[other] { $count } signalements
    }
verdict-keep = Ne rien changer
verdict-hide = Cacher
verdict-keep-hidden = Laisser cachée
verdict-withdraw = Retirer
verdict-restore = Rétablir

## Ce qui vient d'être fait
done-reported = C’est envoyé. Une personne de l’équipe va regarder.
done-reported-hidden = C’est envoyé, et la photo est cachée jusqu’à la décision.
done-report-decided = C’est décidé. La personne qui a signalé peut lire votre motif.

## Ce qui ne va pas dans un formulaire
why-empty = écrivez quelques mots.
problem-report-reason-missing = Dites ce qui ne va pas : choisissez une raison de la liste.
problem-decision-reason-missing = Donnez un motif : la personne qui a signalé le lira.
problem-report-stale-title = Signalement déjà traité
problem-report-stale = Quelqu’un a décidé de ce signalement, ou a modifié la photo, entre-temps. Relisez la liste, puis décidez de nouveau s’il le faut.
problem-too-many-reports = Vous avez envoyé beaucoup de signalements en peu de temps. { $wait }
problem-many-reports-wait-title = Beaucoup de signalements
problem-many-reports-wait = Cette page a déjà beaucoup de signalements, que l’équipe n’a pas encore lus. Attendez la décision avant d’en envoyer un autre.
