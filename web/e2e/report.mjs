// Counts checks and says which failed.

/** Counts what passed, failed and was skipped, one line each. */
export class Report {
  passed = 0;
  failed = 0;
  skipped = 0;

  /** Runs one check; gives its result, or throws on after having counted the failure. */
  async step(name, body) {
    const began = Date.now();
    try {
      const result = await body();
      this.passed += 1;
      console.log(`ok      ${name}  ${Date.now() - began} ms`);
      return result;
    } catch (error) {
      this.failed += 1;
      console.log(`FAILED  ${name}  ${Date.now() - began} ms`);
      console.log(indented(error.stack ?? String(error)));
      throw new Stopped(name, error);
    }
  }

  /** Runs one check; a failure is counted and does not stop what comes after. */
  async check(name, body) {
    return this.step(name, body).catch(stopped);
  }

  /** Counts a check that cannot run here. */
  skip(name) {
    this.skipped += 1;
    console.log(`skipped ${name}`);
  }

  /** Prints the line that scripts/test reads; gives the exit code. */
  end() {
    console.log(`web: ${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
    return this.failed === 0 ? 0 : 1;
  }
}

/** Says that a counted failure ends the journey it stood in. */
export class Stopped extends Error {
  constructor(name, cause) {
    super(name, { cause });
  }
}

/** Swallows a failure that has been counted, and nothing else. */
export function stopped(error) {
  if (!(error instanceof Stopped)) throw error;
}

function indented(text) {
  return text.split("\n").slice(0, 30).map((line) => `        | ${line.slice(0, 400)}`).join("\n");
}

/** Throws a sentence when something does not hold. */
export function hold(holds, sentence) {
  if (!holds) throw new Error(sentence);
}
