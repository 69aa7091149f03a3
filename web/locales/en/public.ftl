# Landing
landing-title = Say the problem clearly, then find the right person
landing-h1-a = Say the problem clearly,
landing-h1-b = then find the right person.
landing-lead = Companies bring a technical problem to the alliance. A technology broker first asks until it can be tested, then looks among expert teams at home and abroad. Every recommendation comes with the passage it rests on, and names its gaps.
landing-submit = Submit a technical need
landing-needs = See public needs
landing-promise = { $days ->
    [one] You need no account to submit; we answer within one working day.
   *[other] You need no account to submit; we answer within { $days } working days.
}
landing-evidence-title = A recommendation is a passage, not a score
landing-evidence = Every indicator of a need has a number. The sentence of a paper, a patent or a past consultation that answers it carries the same number; what was not found is listed as a gap.
landing-indicator = Plunger wear
landing-indicator-values = now 9.5 µm, target ≤ 3 µm (hydrous methanol, 500 h on the rig)
landing-quote-before = In methanol with 0.5% water, plungers with a tungsten-doped diamond-like coating{" "}
landing-quote-marked = wore by 2.6 µm in 500 h on the test rig
landing-quote-after = {" "}without once sticking.
landing-quote-title = Boundary lubrication of tungsten-doped diamond-like coatings in hydrous methanol
landing-gap = Cylindricity after coating ≤ 1.0 µm
landing-gap-question = No evidence found. Worth asking: how is thickness held over the full length?
landing-how-title = How a need travels
landing-how-1 = Diagnosis
landing-how-1-text = A broker calls or visits and turns “not wear-resistant enough” into a name, a present value, a target, a unit and a test method.
landing-how-2 = Matching
landing-how-2-text = Experts’ evidence is searched indicator by indicator; conflicts and full calendars are ruled out; the broker decides whom to invite. “Nobody suitable yet” is an answer too.
landing-how-3 = Meeting
landing-how-3-text = Both sides agree before they meet. Contract, milestones and outcome are kept with their evidence, and we call after 30 and 90 days.
landing-who-title = You decide who reads it
landing-who = You choose once who may read a need, and may choose otherwise for single sections. You can always see who read it and when. State and work secrets are not accepted here.
landing-alliance-title = The alliance
landing-teams = Expert teams
landing-teams-abroad = of these abroad
landing-experts = Experts
landing-brokers = Technology brokers
landing-needs-count = Public needs
demo-figures = Demonstration data.
as-of = Figures of { $day }.

# Sign in
sign-login = Mail address
sign-password = Password
sign-forgotten = Forgotten your password? Call us; an administrator sends a one-time link.
sign-no-account = You can submit a need without an account:
sign-expired = Your session has ended
sign-expired-more = What you entered is saved; after signing in you return to it.
sign-in-again = Sign in again
signed-out-title = You are signed out
signed-out-text = Nothing of yours can be seen on this device any more. Drafts are saved.

# One-time links
link-title-set-up = Set up
link-title-invitation = Open your account
link-title-reset = Choose a new password
link-title-sign-in = Demonstration sign-in
link-lead-set-up = Create the first administrator. This link works once.
link-lead-invitation = Check your name and choose a password; then you can start.
link-lead-reset = Once the new password is saved, all other devices are signed out.
link-lead-sign-in = One press signs you in as a demonstration role, without a password.
link-act-set-up = Create and sign in
link-act-invitation = Open and sign in
link-act-reset = Save the new password
link-act-sign-in = Sign in as this role
link-person = Name
link-roles = Role
link-name = Name
link-login = Mail address
link-password = Password
link-password-hint = At least 12 characters. Longer is better; symbols and capitals are not asked for.
link-password-again = Password once more
link-until = The link works once, until { $until }.
link-spent-title = This link does not work any more
link-spent-text = A link works once, or its time has passed. If you have set a password, sign in; otherwise ask whoever sent you the link.

# Errors
error-title-unreadable = This request cannot be read
error-title-forbidden = You may not see this page
error-title-not-found = There is no such page
error-title-wrong-method = It is not done this way
error-title-refused = This cannot be done now
error-title-too-large = Too large
error-title-wrong-type = Files of this kind are not taken
error-title-invalid = Something cannot be entered like this
error-title-version-missing = The version is missing
error-title-too-many = Too many requests
error-title-failed = Something failed
error-title-unavailable = Not available just now
error-text-unreadable = The address or the form is incomplete. Go back and try again.
error-text-forbidden = This is not open to your role. If it is about a need, the broker on the case can open it.
error-text-not-found = The address may be mistyped, or the page has moved.
error-text-wrong-method = Please use the buttons on the page.
error-text-refused = The record has moved on. Look at it as it is now before you decide.
error-text-too-large = Shorten the text or split the file.
error-text-wrong-type = Use one of the kinds named on the page.
error-text-invalid = Correct it as described and send it again.
error-text-version-missing = Open the page again before changing it, so that nobody’s change is overwritten.
error-text-too-many = Wait a little and try again.
error-text-failed = It is our fault, not yours. Nothing that was saved is lost.
error-text-unavailable = We are starting or being maintained. Nothing that was saved is lost; try again soon.
error-act-unreadable = Back
error-act-forbidden = Back
error-act-not-found = Back
error-act-wrong-method = Back
error-act-refused = See it as it is now
error-act-too-large = Back
error-act-wrong-type = Back
error-act-invalid = Back to the form
error-act-version-missing = Open again
error-act-too-many = Try again
error-act-failed = Try again
error-act-unavailable = Try again
error-home = To the start
error-request = When you call, tell us this number:
error-retry-after = { $seconds ->
    [one] You can try again in one second.
   *[other] You can try again in { $seconds } seconds.
}

# Two changes at once

# Help
explain-help-1 = How to submit a need
explain-help-1-text = Press “Submit a technical need” on the start page and write a title and the problem; the rest can wait. You need no account: after saving you get a link with which you can go on at any time.
    If you cannot name indicators, leave them; a broker will call and ask.
explain-help-2 = After submitting
explain-help-2-text = A broker answers within the promised working days. If something is missing, the question names the field it is about, and you answer it under “My needs”.
    Before anything becomes public you see the exact text, and it is published only with your consent.
explain-help-3 = Who reads what I write
explain-help-3-text = There are four audiences: everybody, verified experts, experts after an undertaking, your brokers only. Verified experts is the default; the contact is always for your brokers only.
    Please enter nothing that is a state or work secret.
explain-help-4 = For experts
explain-help-4-text = “Suggested to me” lists needs that may be worth your time, with the passage of your work they rest on. If it is not your direction, tell us by the service phone.
    Please confirm your profile once a year; unconfirmed profiles can be found but are not suggested.
explain-help-5 = Keyboard and phone
explain-help-5-text = Press / to reach the search box. Every page works without a mouse and without scripts, and becomes one column on a phone.
    Choose “Large type” if the text is too small.

# Privacy
explain-privacy-1 = What we record
explain-privacy-1-text = Accounts: name, mail address, role, language. Companies: name, unified social credit code, contact. Experts: name, employer, specialities, work, invitations per quarter, contact.
    We do not collect gender, school or birthday, nor identity papers or bank accounts.
explain-privacy-2 = What for
explain-privacy-2-text = To take, match and follow technical needs, and to count them. Not for marketing, never sold, never given to people who have no part in a case.
explain-privacy-3 = Who can see it
explain-privacy-3-text = Contact details are for the brokers in charge; both sides learn them after both agreed to meet.
explain-privacy-4 = Experts’ consent
explain-privacy-4-text = Experts without a recorded consent can be found by brokers only; naming one to a company needs that expert’s consent. Experts are told why they were suggested and may ask a broker to stop.
explain-privacy-5 = Across borders
explain-privacy-5-text = Foreign teams do not see needs by default. Only when company and broker both open a need, its English abstract and the market’s contact can be read abroad.
explain-privacy-6 = Your rights
explain-privacy-6-text = You can see, correct, export and erase what concerns you, and withdraw consent. Call us or tell the broker in charge.
    This site keeps one sign-in token and three settings for language, theme and text size; there is no third-party tracking.

# Accessibility
explain-accessibility-1 = Aim
explain-accessibility-1-text = The pages are made to WCAG 2.2 level AA and GB/T 37668.
explain-accessibility-2 = What works
explain-accessibility-2-text = Everything can be done by keyboard; focus is always visible; colour never carries meaning alone; text can be doubled in size; there is no time limit and no picture puzzle, and passwords can be pasted.
    Large type, dark theme and three written languages can be chosen at any time.
explain-accessibility-3 = What does not yet
explain-accessibility-3-text = Files that companies attach may hold no readable text. Call us and we read them to you.
explain-accessibility-4 = Tell us
explain-accessibility-4-text = If something does not work for you, call us and tell us the page and your device.

# The list of needs
needs-lead = Companies are not named; if you can help, contact a broker.
needs-query = Which technical problem
no-results = Nothing fits
no-results-more = Try other words, or drop a filter.
index-behind = The index is catching up
index-behind-more = The latest changes may be missing.
listed-since = since { $day }
listed-order = The latest change first
public-abstract = Public abstract
