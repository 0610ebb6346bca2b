export type RunFailure = { code: string; message: string; advice: string };

const EXPORT = 'The dataset stays here: download its files under Datasets and train with another provider.';

/** What a person can do about it, by the provider's code. */
const adviceByCode: Readonly<Record<string, string>> = {
  training_not_available: `This provider no longer trains models for your organisation, and will not again: OpenAI is closing fine-tuning for everyone. Set OPENAI_BASE_URL and OPENAI_API_KEY to another OpenAI-compatible provider and start a new run. ${EXPORT}`,
  invalid_n_examples:
    'Record more sessions for this site or widen the filter, build a new dataset and start a new run.',
  invalid_training_file: `The provider found the training file faulty. Its words say where; please report them. ${EXPORT}`,
  invalid_validation_file: `The provider found the validation file faulty. Its words say where; please report them. ${EXPORT}`,
  model_not_found: 'Start a new run with a base model that this provider can fine-tune; its documentation lists them.',
  base_model_retired: 'Start a new run with a base model that will still answer when the training is done.',
  insufficient_quota:
    "The account has no credit left. Add some in the provider's billing settings and start a new run; the files will not be uploaded twice.",
  invalid_api_key: 'Check OPENAI_API_KEY on the server, restart it and start a new run.',
  model_withheld: `The job ended well but the provider gave no model, most likely after its own safety tests. Look at the job in the provider's dashboard. ${EXPORT}`,
  file_too_large:
    'Build a smaller dataset, for example of one site, with a higher minimum quality or of a shorter time.',
  DATASET_TOO_SMALL: 'Record more sessions for this site or widen the filter, and start a new run.',
  DATASET_MISSING: 'Build a new dataset and start a new run.',
  no_answer: `The provider could not be reached for a day. Check the server's network and OPENAI_BASE_URL, then start a new run. ${EXPORT}`,
};

const otherAdvice = `Read the provider's words above, mend what they name and start a new run. ${EXPORT}`;

/** A failure as it is kept with the run: the provider's code and words in full, and what to do now. */
export function explainFailure(code: string, message: string): RunFailure {
  return { code, message, advice: adviceByCode[code] ?? otherAdvice };
}
