# What was just done, said on the next page.
done-published = Published. Thank you.
done-sent = Sent for review. Thank you. You will see the answer here.
done-drafts = Kept as a draft. Send your photos whenever you like.
done-saved = Saved.
done-withdrawn = The photo is withdrawn. A notice of withdrawal stays at its address: attributions already printed may point to it.
done-taken-back = The photo is withdrawn. It was never public; you can give it again.
done-welcome = Welcome. Your account is ready.
done-set-up = Zef is ready. You can give the first photos.
done-password = Your password is changed; other devices are signed out, and your access tokens have ended.
done-revoked = The token is revoked.
done-signed-out = You are signed out.
done-signed-out-everywhere = You are signed out everywhere, and your access tokens have ended.
done-already-held = You have already given this photo: here it is.
title-quoted = “{ $title }”
# What was decided about a photo: said after its title, or after these words.
done-photo = The photo
done-reviewed-published = is published. The giver will see it.
done-reviewed-left-public = stays public.
done-reviewed-change = needs a change. The giver will read your reason.
done-reviewed-refused = is refused. The giver will read your reason.
done-contested = Your words are back, and the team has been told.
done-contest-read = Noted: you have read the message.
done-file-sent = The new file waits for its review. Until then, the photo keeps the one it has.
done-file-replaced = The photo has its new file. The earlier one is kept.
done-file-dropped = Cancelled: the photo keeps its file.
done-file-refused = The file is refused. The person who gave it will read your reason.
done-refusal-removed = The refusal is no longer shown.
