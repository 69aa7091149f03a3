# Frame
site-alliance = Technology-broker alliance
skip = Skip to content
title-error = Error:{" "}
sign-in = Sign in
sign-out = Sign out
search-all = Search everything
search-all-example = Need number, company, expert, indicator
text-large = Large type
text-normal = Normal type
theme-dark = Dark
theme-light = Light
undo = Undo
remove = remove
cancel = Cancel
close = Close
save = Save
edit = Change
breadcrumb = Where you are
foot-sponsor = Responsible: { $name }
foot-operator = Run by: { $name }
foot-code = Site code: { $code }
foot-demo = Demonstration data: people and firms are invented
foot-help = Help
foot-phone = Phone { $phone }
foot-privacy = Personal data
foot-accessibility = Accessibility
nav-main = Main navigation
nav-dock = Quick navigation
nav-more = More
nav-landing = Start
nav-own-needs = My needs
nav-suggestions = Suggested to me
nav-profile = My profile
nav-inbox = Inbox
nav-needs = Needs
nav-public-needs = Public needs
nav-experts = Experts
nav-teams = Teams
nav-organisations = Companies
nav-search = Search
nav-imports = Imports
nav-reports = Overview
nav-accounts = Accounts
nav-tokens = Service tokens
nav-audit = Audit trail
nav-system = System
nav-account = My account
nav-group-work = Work
nav-group-directory = Directory
nav-group-data = Data
nav-group-admin = Administration
nav-group-company = Company
nav-group-expert = Expert
role-company = Company
role-expert = Expert
role-liaison = Team liaison
role-broker = Technology broker
role-official = Bureau official
role-administrator = Administrator

# Who may read
level-heading = Who may read
level-public = Everybody
level-public-hint = Anybody may read it; the company is not named
level-verified = Verified experts
level-verified-hint = Experts who signed in under their own name
level-undertaking = After an undertaking
level-undertaking-hint = Invited experts who signed a confidentiality undertaking
level-case = Your brokers only
level-case-hint = Only the brokers who work for you
secret-banner = Trade secret: not to be passed on without the company’s consent

# A need's state, in the broker's words and in the company's
state-draft = Draft
state-submitted = Waiting for an answer
state-returned = Waiting for the company
state-not-accepted = Not accepted
state-in-diagnosis = In diagnosis
state-approved = Approved
state-published = Published
state-matching = Matching
state-private-matching = Private matching
state-paused = Paused
state-expired = Expired
state-withdrawn = Withdrawn
state-merged = Merged into another
state-own-draft = Draft, not sent yet
state-own-submitted = Waiting for a broker’s answer
state-own-returned = Waiting for you
state-own-not-accepted = Not accepted
state-own-in-diagnosis = A broker is asking questions
state-own-approved = Approved, not public yet
state-own-published = Public
state-own-matching = Looking for experts
state-own-private-matching = Looking for experts privately
state-own-paused = Paused by you
state-own-expired = Expired, can be renewed
state-own-withdrawn = Withdrawn by you
state-own-merged = Merged into another need
step-submit = Submit
step-diagnose = Diagnosis
step-approve = Approval
step-match = Matching
step-meet = Meeting
step-contract = Contract
task-not-started = Not started
task-incomplete = Seen, incomplete
task-started = In progress
task-done = Done
task-blocked = Cannot start yet

# Indicators, evidence, bands
indicators = Indicators
indicator-number = Number
indicator-name = Name
indicator-must = Kind
indicator-now = Now
indicator-compare = Sign
indicator-target = Target
indicator-unit = Unit
indicator-method = Test method
indicator-is-must = Must
indicator-is-wish = Wish
indicator-no-method = Not given
compare-at-least = ≥
compare-at-most = ≤
compare-equal = =
compare-between = between
cover-hit = quoted evidence
cover-near = near, to be verified
cover-gap = gap
band-strong = Strong
band-possible = Possible
band-to-verify = To verify
machine-translation = Machine translation; the original counts
read-source = Read the source
evidence-paper = Paper
evidence-patent = Patent
evidence-project = Project
evidence-standard = Standard
evidence-product = Product
evidence-consultation = Past consultation

# Lists
total = { $count ->
    [one] 1 in all
   *[other] { $count } in all
}
pager = Pages
pager-previous = Previous
pager-next = Next
pager-page = Page { $page } of { $pages }
filters = Filters
filters-close = Close
filters-apply = Apply
filters-clear = Clear filters
nothing-given = Not given

# Money
budget-not-given = Not given
budget-to-discuss = To be discussed
money-wan = CNY{"\u00A0"}{ $amount }

# Languages and channels
lang-zh-Hans = 简体中文
lang-zh-Hant = 繁體中文
lang-en = English
channel-phone = phone
channel-visit = visit
channel-wechat = WeChat
channel-mail = mail
channel-stamped-paper = stamped paper
on-behalf = recorded by { $recorder } ({ $channel }, { $person })

# What is wrong with a field
errors-title = { $count ->
    [one] There is 1 thing to correct
   *[other] There are { $count } things to correct
}
invalid-required = Enter “{ $label }”
invalid-too-long = “{ $label }” is too long; shorten it
invalid-too-short = “{ $label }” is too short
invalid-control-character = “{ $label }” holds characters that cannot be shown; delete them
invalid-bad-email = “{ $label }” must be a mail address, such as name@example.com
invalid-bad-code = “{ $label }” is not a known code
invalid-bad-date = “{ $label }” must be a day, such as 2026-08-31
invalid-bad-number = “{ $label }” must be a number
invalid-bad-id = “{ $label }” is no identifier
invalid-negative = “{ $label }” cannot be negative
invalid-min-above-max = “{ $label }”: the lower end is above the upper end
invalid-out-of-range = “{ $label }” is out of range
invalid-out-of-range-bounds = “{ $label }” must be between { $min } and { $max }
invalid-not-whole = “{ $label }” must be a whole number
invalid-not-after-today = “{ $label }” must be after today
invalid-title-or-problem = Write a title or the problem first; with both empty there is nothing to save
invalid-too-many = There are too many entries in “{ $label }”
invalid-taken = “{ $label }” is already in use
invalid-weak = “{ $label }” is too easy to guess; choose a longer one
invalid-mismatch = The two passwords differ
invalid-wrong-credentials = Mail address or password is not right
invalid-too-many-attempts = Too many attempts; wait a few minutes and sign in again
invalid-too-large = “{ $label }” is too large
invalid-too-common = “{ $label }” is too common
invalid-wrong = “{ $label }” is not right
invalid-in-the-future = “{ $label }” cannot lie in the future
invalid-in-the-past = “{ $label }” must be after today
invalid-length = “{ $label }” has the wrong number of characters
invalid-check-character = The check character of “{ $label }” does not fit; compare it with the original
invalid-not-one-of = “{ $label }” is not one of the choices
invalid-not-a-broker = “{ $label }” must be an active broker
invalid-other = “{ $label }” cannot be entered like this
invalid-pick-first = Tick at least one candidate first
invalid-pick-two = Tick two to four candidates to compare
invalid-moved-on = Somebody has just decided on one of them: look again, then decide. Your ticks are kept.
invalid-unknown = Nothing is known by what “{ $label }” says
invalid-none-checkable = At least one indicator needs a target and a test method, or an exemption with its reason
invalid-proof-required = Add the stamped scan, or let a colleague call back
invalid-second-person = The call-back must be another colleague’s
invalid-differs = “{ $label }” is not the present text: look again
invalid-changed-meanwhile = Somebody changed this need while you were writing. What you wrote is still here: check it; saving again keeps yours.

# Recorded on behalf
behalf-title = Recorded on behalf
behalf-hint = The company or the expert decided; you record it. Say how you learned it and from whom.
behalf-banner = You are recording for the company
behalf-banner-more = Answers, consent, pausing and withdrawal on this page are marked as recorded by you.
behalf-channel = How you learned it
behalf-person = Who said it
behalf-told-at = When
behalf-proof-kind = What backs it
behalf-proof-file = Scan
behalf-proof-file-hint = PDF, PNG or JPEG, at most 10 MB
behalf-proof-by = Colleague who called back
behalf-nobody = Nobody
proof-word = Word of mouth
proof-word-hint = Enough for answers and additions, which bind nobody
proof-scan = Stamped scan
proof-scan-hint = The scan with the seal is kept with the record
proof-call-back = A second colleague called back
proof-call-back-hint = Consent to publication or private matching needs this, or a stamped scan
