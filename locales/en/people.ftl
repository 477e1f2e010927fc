## Signing in, account
login-title = Sign in
login-no-account = No account yet?
interrupted-title = Nothing is lost
interrupted-sign-in = Your session has ended. Sign in again: what you wrote is waiting for you here.
interrupted-old = You signed in again in the meantime, or this page had been open for a long time. What you wrote has not been sent yet.
interrupted-back = You are signed in again. What you wrote has not been sent yet.
interrupted-send = Send it now
join-title = Create an account
join-lead = An account is for giving photos. You do not need one to reuse them.
join-closed = Here, the team creates the accounts. Ask them for one.
join-button = Create my account
join-have-account = Already have an account?
set-up-title = Welcome to Zef
set-up-lead = This is the first account, the one that runs the photo library. This address works only once.
set-up-button = Create the administrator’s account
field-name = Your name
field-name-help = As it appears on your page. A pseudonym is fine.
field-handle = Username
field-handle-help = 2 to 40 characters: unaccented letters, digits or hyphens. It begins with a letter; you sign in with it, and your page’s address is made from it.
field-password = Password
field-password-help = At least 12 characters. A sentence you will remember works well.
field-password-current = Current password
field-password-new = New password
field-invitation = Invitation code
field-invitation-help = The person who invited you gave it to you.
account-title = My account
account-public-page = My public page
logout-button = Sign out
role-contributor = Contributor
role-curator = Curator
role-moderator = Moderator
role-admin = Administrator
credit-title = Your name, as it will be credited
credit-note = Suggested for each new photo; those you have already given keep their attribution.
field-credit-name = Name to credit
field-credit-url = Your web page
password-title = Password
password-note = Changing it signs you out on your other devices and ends your access tokens.
password-button = Change password
sessions-title = Signed-in devices
sessions-note = On a shared computer, you may have forgotten to sign out. This ends your access tokens too.
sessions-button = Sign me out everywhere
tokens-title = Access tokens
tokens-note = They let a program act for you. If the word means nothing to you, you do not need one. Changing your password or signing out everywhere ends them.
token-new-title = Your new token
token-new-note = Copy it now: it will not be shown again.
token-copy = Copy the token
token-copied = Token copied
token-selected = The token is selected: copy it with Ctrl + C.
token-created = created on { $day }
token-expires = expires on { $day }
token-revoke = Revoke
token-button = Create a token
field-token-label = What is this token for?
field-token-days = Valid for how many days

## Review
review-title = To review
review-count =
    { $count ->
        [one] One photo to review
       *[other] { $count } photos to review, oldest first
    }
review-unseen =
    { $count ->
        [one] One photo already public, to review
       *[other] { $count } photos already public, to review
    }
review-first = Beginning
review-next = Next
review-withdrawn = This file was withdrawn on { $day }: “{ $reason }”
review-withdrawn-unsaid = This file was withdrawn on { $day }, without a reason.
review-withdrawn-see = See the notice of withdrawal
review-credits-another = { $giver } says they took it, but the credited author is { $author }.
review-giver-suspended = { $name }’s account is suspended.
review-author-withheld = Author not named, at their request
review-empty-title = Everything is reviewed. Thank you.
review-no-alt = Photo to review, with no description
review-source-own = The giver says they took it
review-source-unasked = Given by a program, which did not say who took it
review-source-permission = { $name } says the author agrees
review-source-archive = { $name } says it comes from an archive
review-source-public-domain = { $name } says it is in the public domain
review-no-licence = None
review-publish = Publish
review-request-change = Ask for a change
review-refuse = Refuse
review-public-unseen = Already public, without review: the giver is trusted, but the file contradicts their answers.
review-vouched = The giver confirms they have the right.
review-place-confirmed = The giver confirms that the place and the position are both right.
review-earlier = Reason given at the last review:
review-reply = { $name }’s answer:
review-leave-public = Leave it public
review-see-or-withdraw = See it or withdraw it
review-reason-kept = The reason you wrote:
reason-published = This photo is already published in the library.
reason-people = Someone can be recognised: tell us whether they agree to be shown.
reason-author = Who took this photo? The name given and the one in the file differ.
reason-artwork = The photo shows a recent work protected by copyright: its author’s permission is needed.
reason-title = Add a title and a sentence that says what can be seen.
reason-blurred = The photo is too blurred or too small to be of use. Do you have another?
reason-subject = The photo does not fit the subject of this library.
login-to-give = To give photos, sign in or create an account: it takes a minute.
login-to-give-closed = To give photos, sign in. Here, the team creates the accounts: ask them for one.
forget-title = Be forgotten
forget-note = Ask the people who run this library to forget your account, or one of your photos: nothing of it is then left here. Photos already published can stay, without your account. Licences granted are for good, and copies already taken away stay where they are.
