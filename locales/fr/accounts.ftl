## Les comptes, pour l’administration
nav-people = Personnes
people-title = Personnes
people-count =
    { $count ->
        [one] { $count } compte. Choisissez qui peut relire, compléter, administrer.
       *[other] { $count } comptes. Choisissez qui peut relire, compléter, administrer.
    }
people-search = Chercher une personne
people-search-placeholder = Nom ou identifiant
people-invite = Inviter
people-lists = Listes de personnes
people-all = Toutes
people-admins = Administration
people-moderators = Relecture
people-curators = Conservation
people-contributors = Contribution
people-suspended = Suspendues
people-invitations = Invitations
people-name = Nom
people-since = Depuis
people-is-suspended = Compte suspendu
people-is-trusted = de confiance
people-none = Personne dans cette liste.
# $words (String)
people-none-called = Personne ne s’appelle « { $words } » dans cette liste. Essayez avec moins de lettres.
people-see-all = Voir toutes les personnes
field-role = Rôle
field-trust = Confiance
field-why = Motif
field-why-help = Pour l’équipe : la personne ne le lit pas.
trusted-yes = de confiance
trusted-no = photos relues
value-none = vide
person-public-page = page publique
# $day (String)
person-since = compte créé le { $day }
# $day (String)
person-suspended-since = compte suspendu depuis le { $day }
# $by (String)
person-invited-by = Invitation faite par { $by }
person-oneself-title = C’est votre compte
person-oneself = Vous ne pouvez ni changer votre propre rôle ni suspendre votre propre compte : demandez à quelqu’un d’autre de l’administration. Votre mot de passe et vos appareils se gèrent depuis votre compte.
person-role-title = Rôle et confiance
person-role-note = Chaque rôle permet aussi ce que permettent les précédents : donner des photos, les compléter, les relire, administrer. À partir du rôle de conservation, les photos données sont publiques sans relecture.
person-trusted = De confiance : ses photos sont publiques sans relecture
person-reset-title = Mot de passe oublié
person-reset-note = Un lien, à usage unique, pour choisir un nouveau mot de passe. Il est valable trois jours. Vérifiez d’abord que la demande vient bien de cette personne.
# $by (String) $day (String)
person-reset-open = Un lien créé par { $by } est valable jusqu’au { $day }. En créer un autre le remplace ; tout déconnecter y met fin.
person-reset-button = Créer un lien
person-reset-again = Créer un autre lien
person-sessions-note = En cas de vol ou d’oubli sur un ordinateur partagé. Cela met fin aussi à ses jetons d’accès.
person-sessions-button = Tout déconnecter
person-suspend-title = Suspendre le compte
person-suspend-note = La personne ne peut plus se connecter ; ses appareils et ses jetons d’accès sont déconnectés. Ses photos restent comme elles sont.
person-suspend-button = Suspendre
person-restore-title = Rétablir le compte
person-restore-note = La personne pourra de nouveau se connecter. Ce qui a été déconnecté le reste.
person-restore-button = Rétablir
person-history-title = Historique
person-history-note = Qui a fait quoi sur ce compte, et quand.
person-history-earlier = Plus ancien
event-join = Compte créé
event-suspend = Compte suspendu
event-restore = Compte rétabli
event-end-sessions = Toutes les sessions fermées
event-reset-link = Lien créé pour un nouveau mot de passe
event-reset-password = Nouveau mot de passe choisi par le lien
event-set-password = Nouveau mot de passe donné
event-credit = Nom cité changé
event-change = Compte modifié
event-by-forgotten = un compte oublié
event-by-command = ligne de commande
reset-link-title = Lien pour un nouveau mot de passe
reset-link-note = Copiez-le maintenant et donnez-le à cette personne seulement : il ne sera plus montré. Il sert une fois et il est valable trois jours.
link-copy = Copier le lien
link-copied = Lien copié
link-selected = Le lien est sélectionné : copiez-le avec Ctrl + C.
invitations-lead = Un lien à usage unique pour créer un compte, même quand les inscriptions sont fermées.
invitation-link-title = Lien d’invitation
invitation-link-note = Copiez-le maintenant et donnez-le à la personne invitée : il ne sera plus montré. Il sert une fois et il est valable quatorze jours.
invite-title = Inviter une personne
invite-note = Elle choisira son nom, son identifiant et son mot de passe ; son compte aura le rôle choisi ici.
invite-button = Créer l’invitation
field-for-whom = Pour qui ?
field-for-whom-help = Facultatif, pour vous y retrouver. La personne invitée ne le lit pas.
invitations-open = Invitations en attente
invitations-none = Aucune invitation en attente.
invitation-for-anyone = Sans nom
# $by (String)
invitation-by = créée par { $by }
invited-lead = Vous avez reçu une invitation. Choisissez votre nom, votre identifiant et votre mot de passe.
# $name (String)
invited-signed-in = { $name } a déjà une session ouverte ici. Cette invitation crée un autre compte.
reset-title = Nouveau mot de passe
# $name (String)
reset-lead = Compte concerné : { $name }. Choisir ce mot de passe déconnecte tous les appareils et met fin aux jetons d’accès.
login-forgotten = Mot de passe oublié ? Demandez un lien à l’équipe qui tient cette photothèque.
done-suspended = Le compte est suspendu ; ses appareils et ses jetons d’accès sont déconnectés.
done-restored = Le compte est rétabli : la personne peut se connecter.
done-their-sessions-ended = Tous ses appareils sont déconnectés et ses jetons d’accès ne sont plus valables.
done-invitation-revoked = L’invitation est révoquée : son lien ne marche plus.
done-reset = Votre nouveau mot de passe est en place ; les autres appareils sont déconnectés et vos jetons d’accès ne sont plus valables.
problem-no-such-link-title = Ce lien ne marche plus
problem-no-such-link = Ce lien a déjà servi, il a expiré, ou il n’est pas entier. Demandez-en un nouveau à la personne qui vous l’a donné. Si votre compte existe déjà, connectez-vous.
problem-last-admin-title = Dernier compte d’administration
problem-last-admin = C’est le dernier compte d’administration. Donnez d’abord ce rôle à quelqu’un d’autre.
problem-oneself-title = C’est votre compte
problem-oneself = Vous ne pouvez pas le faire sur votre propre compte : demandez à quelqu’un d’autre de l’administration.
problem-person-changed-title = Compte modifié entre-temps
problem-person-changed = Ce compte a été modifié entre-temps et rien n’a été fait. Le voici tel qu’il est ; l’historique dit qui l’a changé. Recommencez si c’est encore utile.
problem-no-such-invitation-title = Invitation introuvable
problem-no-such-invitation = Cette invitation n’est plus en attente : elle a servi, elle a expiré ou elle est déjà révoquée.
problem-too-many-invitations-title = Trop d’invitations
problem-too-many-invitations = 200 invitations sont déjà en attente. Révoquez celles qui ne serviront pas, puis recommencez.
account-password-again = Tapez aussi de nouveau le mot de passe : cette page ne le renvoie jamais.
