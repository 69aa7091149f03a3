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
