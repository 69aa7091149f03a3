//! A streaming check that a part is well-formed XML without declarations that could reach outside.
//!
//! It never holds more than one tag, so a part may be as large as the archive limits allow.

use crate::refusal::Refusal;

const MAX_TAG: usize = 64 << 10;
const MAX_TOKEN: usize = 1 << 20;
const MAX_DEPTH: usize = 100;

enum At {
    Text,
    Entity,
    Tag { quote: Option<u8> },
    Comment,
    Instruction,
    Data,
}

/// What the check finds worth telling.
pub(super) enum Found<'a> {
    /// A start tag, without its brackets.
    Tag(&'a str),
}

/// The state of the check of one part.
pub(super) struct Check<'p> {
    part: &'p str,
    at: At,
    buffer: Vec<u8>,
    length: usize,
    open: Vec<String>,
    roots: usize,
    started: bool,
}

impl<'p> Check<'p> {
    pub(super) const fn new(part: &'p str) -> Self {
        Self { part, at: At::Text, buffer: Vec::new(), length: 0, open: Vec::new(), roots: 0, started: false }
    }

    fn bad(&self, why: &str) -> Refusal {
        Refusal::new("xml_malformed").with("part", self.part).with("why", why)
    }

    /// Takes the next bytes.
    pub(super) fn feed(
        &mut self,
        bytes: &[u8],
        tell: &mut dyn FnMut(Found<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut bytes = bytes;
        if !self.started && !bytes.is_empty() {
            self.started = true;
            if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes[0] == 0 {
                return Err(self.bad("not UTF-8"));
            }
            bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
        }
        for byte in bytes {
            self.step(*byte, tell)?;
        }
        Ok(())
    }

    fn step(
        &mut self,
        byte: u8,
        tell: &mut dyn FnMut(Found<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        self.length += 1;
        if self.length > MAX_TOKEN {
            return Err(self.bad("a text or tag longer than 1 MiB"));
        }
        match &mut self.at {
            At::Text => self.text(byte),
            At::Entity => self.entity(byte),
            At::Tag { .. } => self.tag(byte, tell),
            At::Comment => {
                self.until(byte, b"-->");
                Ok(())
            }
            At::Instruction => {
                self.until(byte, b"?>");
                Ok(())
            }
            At::Data => {
                self.until(byte, b"]]>");
                Ok(())
            }
        }
    }

    fn text(&mut self, byte: u8) -> Result<(), Refusal> {
        match byte {
            b'<' => self.turn(At::Tag { quote: None }),
            b'&' => self.turn(At::Entity),
            _ if self.open.is_empty() && !byte.is_ascii_whitespace() => {
                return Err(self.bad("text outside the root element"));
            }
            _ => {}
        }
        Ok(())
    }

    fn turn(&mut self, at: At) {
        self.at = at;
        self.buffer.clear();
        self.length = 0;
    }

    fn entity(&mut self, byte: u8) -> Result<(), Refusal> {
        if byte != b';' {
            self.buffer.push(byte);
            return if self.buffer.len() > 10 { Err(self.bad("an unknown entity")) } else { Ok(()) };
        }
        let known = matches!(self.buffer.as_slice(), b"amp" | b"lt" | b"gt" | b"quot" | b"apos");
        if !known && self.buffer.first() != Some(&b'#') {
            return Err(self.bad("an unknown entity"));
        }
        self.turn(At::Text);
        Ok(())
    }

    fn until(&mut self, byte: u8, end: &[u8]) {
        self.buffer.push(byte);
        if self.buffer.len() > end.len() {
            self.buffer.remove(0);
        }
        if self.buffer == end {
            self.turn(At::Text);
        }
    }

    fn tag(
        &mut self,
        byte: u8,
        tell: &mut dyn FnMut(Found<'_>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let At::Tag { quote } = &mut self.at else { return Ok(()) };
        match (*quote, byte) {
            (None, b'>') => return self.close_tag(tell),
            (None, b'<') => return Err(self.bad("a bracket inside a tag")),
            (None, b'"' | b'\'') => *quote = Some(byte),
            (Some(open), _) if open == byte => *quote = None,
            _ => {}
        }
        self.buffer.push(byte);
        if self.buffer.len() > MAX_TAG {
            return Err(self.bad("a tag longer than 64 KiB"));
        }
        match self.buffer.as_slice() {
            b"!--" => self.turn(At::Comment),
            b"![CDATA[" => self.turn(At::Data),
            b"?" => self.turn(At::Instruction),
            start if start.len() == 8 && start.eq_ignore_ascii_case(b"!DOCTYPE") => {
                return Err(Refusal::new("xml_dtd").with("part", self.part));
            }
            _ => {}
        }
        Ok(())
    }

    fn close_tag(&mut self, tell: &mut dyn FnMut(Found<'_>) -> Result<(), Refusal>) -> Result<(), Refusal> {
        let buffer = std::mem::take(&mut self.buffer);
        let tag = std::str::from_utf8(&buffer).map_err(|_| self.bad("not UTF-8"))?;
        if tag.starts_with('!') {
            return Err(Refusal::new("xml_dtd").with("part", self.part));
        }
        if let Some(name) = tag.strip_prefix('/') {
            if self.open.pop().as_deref() != Some(name.trim_end()) {
                return Err(self.bad(&format!("an end tag </{name}> that nothing opened")));
            }
        } else {
            let name = tag_name(tag);
            if name.is_empty() {
                return Err(self.bad("a tag without a name"));
            }
            self.roots += usize::from(self.open.is_empty());
            if self.roots > 1 {
                return Err(self.bad("two root elements"));
            }
            if !tag.ends_with('/') {
                self.open.push(name.to_owned());
            }
            if self.open.len() > MAX_DEPTH {
                return Err(self.bad("nested too deep"));
            }
            tell(Found::Tag(tag))?;
        }
        self.turn(At::Text);
        Ok(())
    }

    /// Says whether the part ended where it should.
    pub(super) fn end(&self) -> Result<(), Refusal> {
        match &self.at {
            At::Text if self.open.is_empty() && self.roots == 1 => Ok(()),
            At::Text | At::Entity | At::Tag { .. } | At::Comment | At::Instruction | At::Data => {
                Err(self.bad("it ends in the middle"))
            }
        }
    }
}

/// Returns the name of a start tag, with its prefix.
pub(super) fn tag_name(tag: &str) -> &str {
    tag.trim_end_matches('/').split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default()
}

/// Returns the name of a start tag, without its prefix.
pub(super) fn local_name(tag: &str) -> &str {
    let name = tag_name(tag);
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Returns the raw value of an attribute of a start tag.
pub(super) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let key = rest[..at].trim_end().rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default();
        let value = rest[at + 1..].trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let end = value[1..].find(quote)? + 1;
        if key == name {
            return Some(&value[1..end]);
        }
        rest = &value[end + 1..];
    }
    None
}
