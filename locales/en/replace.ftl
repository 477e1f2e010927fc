## Replacing the file of a photo
field-file = File
replace-link = Replace the file
replace-title = Replace the file
replace-review-title = A new file to review
replace-lead = A better file of the same photo, a better scan for instance. The address, the attribution, the tags, the collections and the history stay.
replace-lead-kept = The earlier file is kept, and nobody can give it as another photo.
replace-now = The present file
replace-new = The new file
replace-choose = The new file
# $most (Number) - megabytes
replace-formats = JPEG, PNG, WebP, GIF or TIFF, { $most } MB at most.
replace-compare = Compare both
replace-other = Choose another file
replace-same-pixels = This is exactly the same image in another file.
replace-alike = The two images look alike.
replace-not-alike = The two images do not look alike: is it the same photo? Another photo is given apart.
replace-cannot-tell = Such even images cannot be compared by a program: look closely.
replace-smaller = The new file has fewer pixels than the present one.
# $label (String)
replace-grants = By sending it, you also put this file under { $label }, the licence of the photo.
replace-send = Take this file
replace-send-review = Send to review
replace-send-note = The photo keeps its present file until the review.
replace-waits = This file waits for its review. The photo keeps the present one until then.
replace-drop = Give up
replace-refused = Your last file was refused:
replace-refused-remove = Stop showing this refusal
replace-back = Back to the photo
replace-accept = Replace the file
replace-refuse = Refuse
replace-reason = Reason of the refusal, which the person will read
files-title = Files to review
files-lead = Better files of photos that are published, the oldest first. Each photo keeps its present file until you decide.
files-none = No file waits.
# $count (Number)
files-count =
    { $count ->
        [one] One file to review
       *[other] { $count } files to review
    }
history-file-proposed = File proposed
history-file-replaced = File replaced
history-file-refused = File refused
action-drop-file = File proposed, then given up
action-send-file = File sent in the place of another
