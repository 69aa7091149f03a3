//! The analysis as the engine calls it, on its own thread, so that its queue holds texts and not tokens.

use tantivy::Index;
use tantivy::tokenizer::{TextAnalyzer, Token as EngineToken, TokenStream, Tokenizer};

use crate::analysis::{self, Token};

/// The name of the analysis in the schema.
pub(crate) const NAME: &str = "techbroker";

/// Tells an index how to cut texts; it must be told after it is made and after it is opened.
pub(crate) fn register(index: &Index) {
    index.tokenizers().register(NAME, TextAnalyzer::from(Analysis));
}

/// Numbers tokens by where they start: a stem and its word share a position, so phrases do not break.
pub(crate) fn positions(tokens: &[Token]) -> Vec<usize> {
    let mut positions: Vec<usize> = Vec::with_capacity(tokens.len());
    for (i, token) in tokens.iter().enumerate() {
        let position = match i.checked_sub(1) {
            None => 0,
            Some(last) => positions[last] + usize::from(tokens[last].start != token.start),
        };
        positions.push(position);
    }
    positions
}

#[derive(Clone)]
struct Analysis;

struct Stream {
    rest: std::vec::IntoIter<EngineToken>,
    current: EngineToken,
}

impl Tokenizer for Analysis {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let tokens = analysis::analyse(text);
        let positions = positions(&tokens);
        let engine = |(token, position): (Token, usize)| EngineToken {
            offset_from: token.start,
            offset_to: token.end,
            position,
            text: token.text,
            position_length: 1,
        };
        let tokens: Vec<EngineToken> = tokens.into_iter().zip(positions).map(engine).collect();
        Stream { rest: tokens.into_iter(), current: EngineToken::default() }
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        match self.rest.next() {
            Some(token) => {
                self.current = token;
                true
            }
            None => false,
        }
    }

    fn token(&self) -> &EngineToken {
        &self.current
    }

    fn token_mut(&mut self) -> &mut EngineToken {
        &mut self.current
    }
}
