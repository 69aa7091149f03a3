# Suggested needs
suggestions-title = Needs that may be worth your time
suggestions-why = It rests on your work
suggestions-by = open until { $day }
suggestions-budget = budget: { $budget }
suggestions-read = Read the need
suggestions-aside = { $count ->
    [one] 1 more is not listed, because you said it is not your direction.
   *[other] { $count } more are not listed, because you said they are not your direction.
}
suggestions-empty = Nothing fits you at the moment
suggestions-empty-more = The more concrete “Problems I can solve” is, the better the suggestions.
suggestions-empty-act = Complete my profile
suggestions-rule = Suggestions rest on your work and profile alone; companies you have ties with do not appear. A broker decides about invitations.
stale = Your profile has not been confirmed for a year
stale-more = It can be found but is not suggested. Press “Still correct” to return.
profile-times = { $count ->
    [one] once
   *[other] { $count } times
}
profile-confirmed = Confirmed
profile-never = not yet
profile-see = See my profile
profile-confirm = Still correct

# A need as it may be read
need-english = English abstract
need-withheld = { $count ->
    [one] 1 further part is not open to you; what an undertaking opens is told with an invitation.
   *[other] { $count } further parts are not open to you; what an undertaking opens is told with an invitation.
}
need-why-you = What in your work answers it
need-why-you-hint = Taken from your published work; only you and the brokers see this.
need-facts = In brief
need-contact-title = Can you help?
need-contact-text = Contact the market’s brokers. Company and contact are named after both sides agree.

# Own profile
profile-edit = Change my profile
profile-edit-lead = The more concrete, the better the needs that reach you. Gender, school and birthday are not collected.
profile-facts = Profile
profile-evidence = Work
profile-evidence-none = No work yet. A broker can import it from ORCID, OpenAlex or a bibliography file.
profile-standing = Where you stand
profile-consent = Your consent
profile-consent-title = Please confirm that you want to be listed
profile-consent-text = Until you agree, only brokers can find you. Before your name is told to a company, you are asked again.
profile-consent-act = Agree
consent-own-agree = I agree that the above is kept to suggest me for technical needs; I can withdraw at any time.
profile-missing = Worth adding
profile-who = Who you are
profile-what = What you can solve
profile-how = How to reach you
evidence-kind = Kind
evidence-title = Title
evidence-year = Year
evidence-source = Source
expert-state-invited = Entered without your recorded consent; only brokers can find you.
expert-state-onboarding = Your profile is being completed.
expert-state-active = You are suggested for needs.
expert-state-on-leave = Away: you are not suggested.
expert-state-stale = Not confirmed for a year: found, not suggested.
expert-state-left = You have left.
expert-name = Name
expert-name-latin = Name in Latin letters
expert-organisation-name = Employer
expert-post = Post
expert-problems = Problems I can solve
expert-problems-hint = In words a company understands, such as “how to put a lasting wear coating on plungers and valve spools at low temperature”.
expert-discipline = Discipline
expert-specialities = Specialities
expert-specialities-hint = One a line.
expert-specialities-en = Specialities in English
expert-specialities-en-hint = One a line; used when searching across languages.
expert-industries = Industries served
expert-industries-hint = One a line.
expert-notes = Equipment, qualifications, other
expert-capacity-per-quarter = A quarter
expert-capacity-per-quarter-hint = How many invitations you take in a quarter. After that you are not suggested.
expert-service-forms = How you work
expert-languages = Working languages
expert-phone = Phone
expert-phone-hint = Only brokers see it; the other side learns it after both agreed to meet.
expert-email = Mail address
expert-region = Place
service-form-remote = Remote
service-form-on-site = On site
language-zh = Chinese
language-zh-Hans = Chinese (Simplified)
language-zh-Hant = Chinese (Traditional)
language-en = English
language-de = German
language-fr = French
language-nl = Dutch
language-ja = Japanese
language-ru = Russian
