## Signing in, account
login-title = Sign in
login-no-account = No account yet?
interrupted-title = Nothing is lost
interrupted-sign-in = Your session has ended. Sign in again: what you wrote is waiting here.
interrupted-old = You signed in again meanwhile, or this page had been open for long. What you wrote has not been sent yet.
interrupted-back = You are signed in again. What you wrote has not been sent yet.
interrupted-send = Send it now
join-title = Create an account
join-lead = An account is for giving photos. To use them, you need none.
join-closed = Accounts are made by this site’s team. Ask them for one.
join-button = Create my account
join-have-account = Already have an account?
set-up-title = Welcome to Zef
set-up-lead = This is the first account, the one that runs the photo library. This address works only once.
set-up-button = Create the administrator’s account
field-name = Your name
field-name-help = As it appears on your page. A pseudonym is fine.
field-handle = Username
field-handle-help = 2 to 40 characters: unaccented letters, digits or hyphens. It begins with a letter; you sign in with it, and it forms your page’s address.
field-password = Password
field-password-help = At least 12 characters. A sentence you will remember does very well.
field-password-current = Current password
field-password-new = New password
field-invitation = Invitation code
field-invitation-help = The person who invites you gave it to you.
account-title = My account
account-public-page = My public page
logout-button = Sign out
role-contributor = Contributor
role-curator = Curator
role-moderator = Moderator
role-admin = Administrator
credit-title = Your name, as it will be credited
credit-note = Proposed for each new photo; those already given keep their attribution.
field-credit-name = Name credited
field-credit-url = Your web address
password-title = Password
password-note = Changing it signs you out on other devices and ends your access tokens.
password-button = Change password
sessions-title = Signed-in devices
sessions-note = On a shared computer, you may have forgotten to sign out. This ends your access tokens too.
sessions-button = Sign me out everywhere
tokens-title = Access tokens
tokens-note = They let a program act for you. If this means nothing to you, you need none. Changing your password or signing out everywhere ends them all.
token-new-title = Your new token
token-new-note = Copy it now: it will never be shown again.
token-created = made on { $day }
token-expires = expires on { $day }
token-revoke = Revoke
token-button = Create a token
field-token-label = What is this token for?
field-token-days = Lifetime in days

## Review
review-title = To review
review-count =
    { $count ->
        [one] One photo is waiting
       *[other] { $count } photos are waiting, oldest first
    }
review-unseen =
    { $count ->
        [one] One photo public already, to review
       *[other] { $count } photos public already, to review
    }
review-first = Beginning
review-next = Next
review-withdrawn = This file was withdrawn on { $day }: “{ $reason }”
review-withdrawn-unsaid = This file was withdrawn on { $day }, without a reason.
review-withdrawn-see = See the notice of withdrawal
review-credits-another = { $giver } says they took it, but the author credited is { $author }.
review-giver-suspended = The account of { $name } is suspended.
review-author-withheld = Author not named, at their request
review-empty-title = Everything is reviewed. Thank you!
review-no-alt = Photo to review, without description
review-source-own = Whoever gives it says they took it
review-source-unasked = Not said (given by a program): who took it was not asked
review-source-permission = { $name } says the author agrees
review-source-archive = { $name } says it comes from an archive
review-source-public-domain = { $name } says it is in the public domain
review-no-licence = None
review-publish = Publish
review-request-change = Ask for a change
review-refuse = Refuse
review-public-unseen = Already public, without review: whoever gave it is trusted, and what the file says contradicts their answers.
review-vouched = Who gave it answered that they may.
review-place-confirmed = The person who gave it answered that both the place and the position are right.
review-earlier = Reason of the earlier review:
review-reply = Reply of { $name }:
review-leave-public = Leave it public
review-see-or-withdraw = See or withdraw it
review-reason-kept = The reason you had written:
reason-published = This photo is published in the library already.
reason-people = A person can be recognised: tell us whether they agree to be shown.
reason-author = Who took this photo? The name given and the one inside the file differ.
reason-artwork = The photo shows a recent work protected by copyright: its author’s agreement is needed.
reason-title = Please add a title and a sentence that says what can be seen.
reason-blurred = The photo is too blurred or too small to be of use. Do you have another?
reason-subject = The photo does not fit the subject of this library.
login-to-give = To give photos, sign in or create an account: it takes a minute.
login-to-give-closed = To give photos, sign in. Accounts are made by this site’s team: ask them for one.
forget-title = To be forgotten
forget-note = Ask whoever administers this library to forget your account, or one of your photos: nothing of it is then left here. Photos that are public may stay, without your account. Licences granted cannot be taken back, and copies already taken away stay where they are.
