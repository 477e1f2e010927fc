# What the photo says and the person did not: to be checked.
doubts-label = To check
doubts-vouch = I have checked: I have the right to give this photo under the licence I choose.
doubt-author = The file names another author: { $name }.
doubt-claim = The file credits someone else, or reserves rights for them: “{ $words }”. Copies will keep these words.
doubt-licence = The file carries the licence { $label }.
doubt-several = The file carries several licences: { $labels }.
doubt-reserved = The file reserves rights: “{ $words }”.
doubt-unclear = The file speaks of a licence without saying exactly which: “{ $words }”.
doubt-statement = The file carries a rights statement, which is not a licence: { $name }.
# The author asked not to be named: staff are told of the question, not of the name.
doubt-author-unnamed = The file names an author other than the one given. No name is shown here: the author asked not to be named.
doubt-claim-unnamed = The file credits someone else, or reserves rights for them. No name is shown here: the author asked not to be named.
doubt-reserved-unnamed = The file reserves rights.
doubt-unclear-unnamed = The file speaks of a licence without saying exactly which.
doubts-place = The place and the GPS position do not agree
doubts-place-drop = The place is right, the position is wrong: delete it.
doubts-place-right = I have checked: both are right.
doubts-place-help = If it is the place that is wrong, correct it below.
# $name (Text), $kilometres (Number)
doubt-far-place = “{ $name }” is more than { $kilometres } km from the GPS position of the photo.
# $name (Text), $kilometres (Number)
doubt-far-from-others = The GPS position of the photo is more than { $kilometres } km from that of the other photos of the same place, “{ $name }”.
