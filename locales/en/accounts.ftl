## Accounts, for administrators
nav-people = People
people-title = People
people-count =
    { $count ->
        [one] { $count } account. Choose who may review, curate, administer.
       *[other] { $count } accounts. Choose who may review, curate, administer.
    }
people-search = Search for a person
people-search-placeholder = Name or username
people-invite = Invite
people-lists = Lists of people
people-all = Everyone
people-admins = Administrators
people-moderators = Moderators
people-curators = Curators
people-contributors = Contributors
people-suspended = Suspended
people-invitations = Invitations
people-name = Name
people-since = Since
people-is-suspended = Account suspended
people-is-trusted = trusted
people-none = Nobody is in this list.
# $words (String)
people-none-called = Nobody in this list is called “{ $words }”. Try fewer letters.
people-see-all = See everyone
field-role = Role
field-trust = Trust
field-why = Reason
field-why-help = For the team: the person does not read it.
trusted-yes = trusted
trusted-no = photos reviewed
value-none = empty
person-public-page = public page
# $day (String)
person-since = account created on { $day }
# $day (String)
person-suspended-since = account suspended since { $day }
# $by (String)
person-invited-by = Invited by { $by }
person-oneself-title = This is your account
person-oneself = You can neither change your own role nor suspend your own account: ask another administrator. Your password and your devices are looked after from your account.
person-role-title = Role and trust
person-role-note = Each role may also do what those before it may: give photos, curate them, review them, administer. Photos given by curators, moderators and administrators are public without review.
person-trusted = Trusted: their photos are public without review
person-reset-title = Forgotten password
person-reset-note = A link that works once, to choose a new password. It works for three days. First make sure that it is really this person who asks.
# $by (String) $day (String)
person-reset-open = A link created by { $by } works until { $day }. Creating another one replaces it; signing them out everywhere ends it.
person-reset-button = Create a link
person-reset-again = Create another link
person-sessions-note = After a theft, or a shared computer left signed in. This ends their access tokens too.
person-sessions-button = Sign them out everywhere
person-suspend-title = Suspend the account
person-suspend-note = The person can no longer sign in; their devices are signed out and their access tokens end. Their photos stay as they are.
person-suspend-button = Suspend
person-restore-title = Restore the account
person-restore-note = The person will be able to sign in again. What was ended stays ended.
person-restore-button = Restore
person-history-title = History
person-history-note = Who did what to this account, and when.
person-history-earlier = Earlier
event-join = Account created
event-suspend = Account suspended
event-restore = Account restored
event-end-sessions = Signed out everywhere
event-reset-link = Link created for a new password
event-reset-password = New password chosen with the link
event-set-password = New password set
event-credit = Name to credit changed
event-change = Account changed
event-by-forgotten = a forgotten account
event-by-command = command line
reset-link-title = Link for a new password
reset-link-note = Copy it now and give it to this person only: it will not be shown again. It works once, within three days.
link-copy = Copy the link
link-copied = Link copied
link-selected = The link is selected: copy it with Ctrl + C.
invitations-lead = A link that works once, to create an account, even where sign-up is closed.
invitation-link-title = Invitation link
invitation-link-note = Copy it now and give it to the person you invite: it will not be shown again. It works once, within fourteen days.
invite-title = Invite a person
invite-note = They will choose their name, username and password; their account will have the role chosen here.
invite-button = Create the invitation
field-for-whom = For whom?
field-for-whom-help = Optional, so that you find your way. The person you invite does not read it.
invitations-open = Open invitations
invitations-none = No invitation is open.
invitation-for-anyone = No name
# $by (String)
invitation-by = created by { $by }
invited-lead = You have been invited. Choose your name, your username and your password.
# $name (String)
invited-signed-in = You are signed in to the account of { $name }. This invitation creates another account.
reset-title = New password
# $name (String)
reset-lead = For the account of { $name }. Choosing it signs out every device and ends access tokens.
login-forgotten = Forgotten your password? Ask the team that runs this photo library for a link.
done-suspended = The account is suspended; its devices are signed out and its access tokens have ended.
done-restored = The account is restored: the person can sign in.
done-their-sessions-ended = They are signed out everywhere, and their access tokens have ended.
done-invitation-revoked = The invitation is revoked: its link no longer works.
done-reset = Your new password is in place; other devices are signed out, and your access tokens have ended.
problem-no-such-link-title = This link no longer works
problem-no-such-link = This link has already been used, has expired, or is not complete. Ask the person who gave it to you for a new one. If you already have your account, sign in.
problem-last-admin-title = The last administrator
problem-last-admin = This is the last administrator’s account. Give somebody else that role first.
problem-oneself-title = This is your account
problem-oneself = You cannot do this to your own account: ask another administrator.
problem-person-changed-title = Account changed meanwhile
problem-person-changed = This account was changed meanwhile, and nothing was done. Here it is as it stands; the history says who changed it. Try again if you still need to.
problem-no-such-invitation-title = Invitation not found
problem-no-such-invitation = This invitation is no longer open: it was used, has expired or is already revoked.
problem-too-many-invitations-title = Too many invitations
problem-too-many-invitations = 200 invitations are open already. Revoke those that will not be used, then try again.
account-password-again = Type the password again too: this page never sends one back.
