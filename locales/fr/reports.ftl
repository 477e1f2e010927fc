## Signaler
report-link = Signaler
report-title = Signaler
report-lead = Sans compte. Une personne de l’équipe regarde, puis décide.
report-question = Qu’est-ce qui ne va pas ?
ground-personal-image = On m’y reconnaît, et je ne suis pas d’accord
ground-minor = On y voit un enfant
ground-place = Elle montre où quelqu’un habite
ground-rights = C’est ma photo, ou mon œuvre
ground-wrong-attribution = L’auteur indiqué n’est pas le bon
ground-wrong-facts = Le lieu, la date ou les mots sont faux
ground-unlawful = C’est contraire à la loi
ground-other = Autre chose
report-hides = Si l’on vous y reconnaît, si l’on y voit un enfant ou un logement, elle sera cachée dès l’envoi, en attendant d’être regardée.
report-words = Avec vos mots
report-words-help = Ce qui permettra de comprendre. L’équipe seule les lira.
report-contact = Courriel ou téléphone, si vous voulez être joint (facultatif)
report-contact-help = L’équipe seule le verra.
report-send = Envoyer
report-back-photo = Revenir à la photo
report-back-person = Revenir à la page
report-follow = Vous recevrez une adresse où suivre ce qui est décidé.
report-about = Ce que vous signalez

## Suivre un signalement
report-status-title = Votre signalement
report-status-waits = Personne n’a encore décidé.
report-status-hidden = En attendant, la photo est cachée.
report-status-decided = Voici ce qui a été décidé.
report-keep-address = Gardez cette adresse pour revenir ici
report-said = Ce que vous avez écrit
report-fact-day = Envoyé le
report-fact-ground = Ce qui ne va pas
report-fact-words = Vos mots
report-fact-contact = Pour vous joindre

## Ce qui a été décidé
ruling-keep = Le { $day } : rien ne change.
ruling-hide = Le { $day } : la photo est cachée.
ruling-withdraw = Le { $day } : la photo est retirée.
ruling-restore = Le { $day } : la photo est de nouveau publique.

## Pour qui a donné la photo
statement-ground = Signalée le { $day } : « { $ground } ».
statement-hid-at-once = Elle a été cachée aussitôt, sans que personne ait encore regardé.
statement-waits = Une personne de l’équipe va décider.
statement-by-person = C’est une personne de l’équipe qui a décidé ; son motif :
mine-reported = Signalées
standing-hidden = Elle a été signalée et n’est plus visible que de vous et de l’équipe.
state-hidden = Cachée
same-file-hidden = Ce même fichier, donné par une autre personne, a été signalé et caché.

## La liste des signalements
nav-reports = Signalements
reports-title = Signalements
reports-lead = Chaque décision a un motif : la personne qui a signalé le lit, et celle qui a donné la photo aussi, si elle est cachée, retirée ou rétablie.
reports-lists = Listes
reports-open = À décider
reports-decided = Décidés
reports-none = Aucun signalement ici.
reports-given-by = donnée par { $name }
reports-contact = Pour joindre la personne : { $contact }
reports-hid-at-once = Cachée dès le signalement.
reports-decide = Décider : { $name }
reports-reason = Motif
reports-reason-help = Si vous retirez la photo, tout le monde lira ce motif à son adresse.
reports-reason-help-person = La personne qui a signalé le lira.
reports-forget = En retirant, effacer aussi le titre, les mots et les noms
verdict-keep = Ne rien changer
verdict-hide = Cacher
verdict-keep-hidden = Laisser cachée
verdict-withdraw = Retirer
verdict-restore = Rétablir
done-reported = C’est envoyé. Une personne de l’équipe va regarder.
done-reported-hidden = C’est envoyé, et la photo est cachée en attendant qu’une personne de l’équipe la regarde.
done-report-decided = C’est décidé. La personne qui a signalé peut lire votre motif.
why-empty = il faut quelques mots
