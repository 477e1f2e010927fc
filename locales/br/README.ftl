# Breton is waiting for a speaker: copy a message from `locales/fr` into a file of the same name here and translate it.
# A message that is missing here is said in French, and pages call themselves French until every message is here.
