const field = (type: string, id: number, rule?: "repeated") => ({ type, id, ...(rule ? { rule } : {}) });

/** NVIDIA Riva's recognition of whole recordings; field numbers as published in its gRPC reference. */
export const RIVA_OFFLINE = {
  nested: {
    nvidia: {
      nested: {
        riva: {
          nested: {
            asr: {
              nested: {
                RivaSpeechRecognition: {
                  methods: {
                    Recognize: { requestType: "RecognizeRequest", responseType: "RecognizeResponse" },
                  },
                },
                AudioEncoding: { values: { ENCODING_UNSPECIFIED: 0, LINEAR_PCM: 1 } },
                SpeechContext: {
                  fields: { phrases: field("string", 1, "repeated"), boost: field("float", 4) },
                },
                RecognitionConfig: {
                  fields: {
                    encoding: field("AudioEncoding", 1),
                    sample_rate_hertz: field("int32", 2),
                    language_code: field("string", 3),
                    max_alternatives: field("int32", 4),
                    speech_contexts: field("SpeechContext", 6, "repeated"),
                    audio_channel_count: field("int32", 7),
                    enable_automatic_punctuation: field("bool", 11),
                    model: field("string", 13),
                  },
                },
                RecognizeRequest: {
                  fields: { config: field("RecognitionConfig", 1), audio: field("bytes", 2) },
                },
                SpeechRecognitionAlternative: {
                  fields: { transcript: field("string", 1), confidence: field("float", 2) },
                },
                SpeechRecognitionResult: {
                  fields: { alternatives: field("SpeechRecognitionAlternative", 1, "repeated") },
                },
                RecognizeResponse: {
                  fields: { results: field("SpeechRecognitionResult", 1, "repeated") },
                },
              },
            },
          },
        },
      },
    },
  },
};
