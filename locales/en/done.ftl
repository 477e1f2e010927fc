# What was just done, said on the next page.
done-published = Published. Thank you!
done-sent = Sent to review. Thank you! You will see the answer here.
done-drafts = Kept as a draft. You can send your photos whenever you like.
done-saved = Saved.
done-withdrawn = The photo is withdrawn. A notice of withdrawal stays at its address, because attributions already printed may point there.
done-taken-back = The photo is withdrawn. Nobody saw it; you may give it again.
done-welcome = Welcome! Your account is ready.
done-set-up = Zef is ready. You can give the first photos.
done-password = Your password is changed; other devices are signed out, and your access tokens have ended.
done-revoked = The token is revoked.
done-signed-out = You are signed out.
done-signed-out-everywhere = You are signed out everywhere, and your access tokens have ended.
done-already-held = You gave this photo before: here it is.
title-quoted = “{ $title }”
# What was decided about a photo: said after its title, or after these words.
done-photo = The photo
done-reviewed-published = is published. Whoever gave it will see that.
done-reviewed-left-public = stays public.
done-reviewed-change = needs a change. Whoever gave it will read your reason.
done-reviewed-refused = is refused. Whoever gave it will read your reason.
done-contested = Your words are back, and the team is told.
done-contest-read = Noted: the message is read.
