/** A step that could not be done: says what failed, and the one command that mends it. */
export class SetUpFailure extends Error {
  /**
   * @param {string} message what failed
   * @param {string} remedy the exact command to run
   */
  constructor(message, remedy) {
    super(message)
    this.name = 'SetUpFailure'
    this.remedy = remedy
  }
}
