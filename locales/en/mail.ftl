## Email: the account
mail-title = Email
mail-note = To choose a new password if you forget yours and, if you like, to receive your news. Nobody sees this address. Until you confirm it, only the link that confirms it is sent there.
field-email = Email address
mail-is-confirmed = Confirmed.
mail-to-confirm = To confirm: follow the link sent to { $address }.
mail-password-help = Only to give, change or remove the address: a new password can be chosen with it.
mail-wants-digest = Send me the news of my photos, once a day at most
done-mail-to-confirm = A link has been sent to this address: follow it to confirm it.
why-email = an email address looks like anne@example.org.

## The pages that emails lead to
mail-home = Go to the home page
mail-confirm-title = Confirm your address
mail-confirm-lead = This photo library will write to you at { $address }.
mail-confirm-button = Confirm
mail-confirmed-title = Address confirmed
mail-confirmed = We will write to you at { $address }. You can change or remove this address in your account.
mail-stop-title = Stop the news by email
mail-stop-lead = Your news will no longer be sent to you. You can still read it on the site.
mail-stop-button = Stop writing to me
mail-stopped-title = Stopped
mail-stopped = Your news is no longer sent to you. You can change your mind in your account.
forgotten-link = Forgotten password?
forgotten-title = Forgotten password
forgotten-lead = Give your username or your email address: we will send you a link to choose a new password.
forgotten-button = Send me the link
field-who = Username or email address
forgotten-sent-title = Check your email
forgotten-sent = If there is an account with a confirmed address, a link is sent there. It works only once and is valid for one hour. Nothing has come? Ask the people who run this library.
problem-no-such-mail-link = It has already been used, it has expired, or another one has replaced it. Ask for a new one on the sign-in page or in your account.

## Emails
mail-hello = Hello { $name },
mail-hello-unnamed = Hello,
mail-confirm-subject = Confirm your address · { $site }
mail-confirm-text = You gave this address to { $site }. Follow this link to confirm it; it is valid for seven days:
mail-confirm-not-you = If this was not you, do nothing: nothing else will be sent to you.
mail-reset-subject = New password · { $site }
mail-reset-text = Somebody asked for a new password for the account { $handle } of { $site }. Follow this link to choose it; it is valid for one hour:
mail-reset-not-you = If this was not you, do nothing: your password stays the same.
mail-password-subject = Your password was changed · { $site }
mail-password-text = The password of the account { $handle } of { $site } was just changed. Other devices are signed out, and API tokens no longer work. If this was you, there is nothing to do.
mail-password-not-you = If this was not you, choose a new password right away: ask for a link here.
mail-address-subject = Your email address was changed · { $site }
mail-address-text = The account { $handle } of { $site } now has another email address: nothing else will be sent to you here. If this was you, there is nothing to do.
mail-no-address-text = The account { $handle } of { $site } no longer has an email address: nothing else will be sent to you here. If this was you, there is nothing to do.
mail-address-not-you = If this was not you, somebody knows your password: sign in, change it, and give your address again.
mail-write-to-us = You cannot? Write to the people who run this library:
mail-digest-subject =
    { $count ->
        [one] One piece of news about your photos · { $site }
       *[other] { $count } pieces of news about your photos · { $site }
    }
mail-digest-more = And more.
mail-digest-all = All your news:
mail-stop-text = Stop receiving this news:
# $count (Number)
mail-digest-suggestions =
    { $count ->
        [one] One suggested correction waits for your decision:
       *[other] { $count } suggested corrections wait for your decision:
    }
