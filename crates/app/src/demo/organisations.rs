//! Institutes, companies and one agent of the demo alliance.

use domain::Act;
use domain::organisation::{Organisation, OrganisationKind, OrganisationProfile};

use super::vocab::Speciality;
use super::written::Company;
use super::{Demo, House, chance, people};

const SYMBOLS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Returns a right credit code whose organisation part starts with `YY`, so that it hits nobody.
pub(super) fn credit_code(kind: &str, serial: usize) -> String {
    let body = format!("YY{serial:06}");
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(c, w)| w * c.to_digit(36).unwrap_or(0)).sum();
    let check = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    let code = format!("{kind}330299{body}{check}");
    let (sum, _) = code
        .chars()
        .fold((0, 1), |(sum, weight), c| (sum + weight * SYMBOLS.find(c).unwrap_or(0), weight * 3 % 31));
    let last = SYMBOLS.as_bytes()[(31 - sum % 31) % 31];
    format!("{code}{}", char::from(last))
}

/// Enters the institutes, then the companies of every speciality, then the agent.
pub(super) fn enter(house: &mut House<'_>, demo: &mut Demo) {
    let words = house.words;
    for (serial, institute) in words.institutes.values().enumerate() {
        let foreign = institute.country != "CN";
        let profile = OrganisationProfile {
            name: institute.name.clone(),
            name_en: institute.en.clone(),
            kind: OrganisationKind::Institute,
            credit_code: (!foreign).then(|| credit_code("12", 900_001 + serial * 37)),
            industry: if institute.people == "mainland" { "73".to_owned() } else { String::new() },
            region: institute.region.clone(),
            contact_email: format!("office@{}", institute.host),
            foreign,
            ..OrganisationProfile::default()
        };
        push(house, demo, profile, true);
    }
    let mut serial = 0;
    for speciality in &words.specialities {
        for company in &speciality.companies {
            serial += 1;
            let profile = company_profile(house, speciality, company, serial);
            let verified = serial % 12 != 7;
            push(house, demo, profile, verified);
        }
    }
    let (contact_name, _) = people::name(house, "mainland");
    let agent = OrganisationProfile {
        name: "明澜技术转移服务有限公司".to_owned(),
        name_en: "Minglan Technology Transfer Services Co., Ltd.".to_owned(),
        kind: OrganisationKind::Agent,
        credit_code: Some(credit_code("91", 880_015)),
        industry: "75".to_owned(),
        region: "明澜区".to_owned(),
        address: "澜江街道望潮路 188 号".to_owned(),
        contact_name,
        contact_phone: phone(house),
        staff: Some(18),
        founded: Some(2017),
        ..OrganisationProfile::default()
    };
    push(house, demo, agent, true);
}

/// Draws a telephone number of the range that is nobody's.
pub(super) fn phone(house: &mut House<'_>) -> String {
    format!("154-0000-{:04}", chance::below(&mut house.rng, 10_000))
}

fn company_profile(
    house: &mut House<'_>,
    speciality: &Speciality,
    company: &Company,
    serial: usize,
) -> OrganisationProfile {
    let foreign = speciality.lang != domain::Lang::ZhHans;
    let key = speciality.team.first().map_or("mainland", |t| &house.words.institutes[&t.org].people);
    let (contact_name, _) = people::name(house, key);
    let street = chance::one(&mut house.rng, &house.words.needs.streets);
    let number = chance::between(&mut house.rng, 6, 989);
    let mut tags = Vec::new();
    for (tag, fits) in [
        ("above_scale", company.staff >= 100),
        ("high_tech", serial % 5 < 3),
        ("sci_tech_sme", company.staff < 200 && !serial.is_multiple_of(3)),
    ] {
        if fits {
            tags.push(tag.to_owned());
        }
    }
    OrganisationProfile {
        name: company.name.clone(),
        name_en: company.name_en.clone(),
        credit_code: (!foreign).then(|| credit_code("91", 100_000 + serial * 4_513)),
        industry: company.industry.clone(),
        region: if foreign { speciality_region(house, speciality) } else { "明澜区".to_owned() },
        address: if foreign { String::new() } else { format!("{street} {number} 号") },
        contact_name,
        contact_phone: if foreign { String::new() } else { phone(house) },
        contact_email: format!("c{serial:03}@company.example.{}", if foreign { "org" } else { "cn" }),
        staff: Some(company.staff),
        founded: Some(company.founded),
        tags,
        foreign,
        ..OrganisationProfile::default()
    }
}

fn speciality_region(house: &House<'_>, speciality: &Speciality) -> String {
    speciality.team.first().map_or_else(String::new, |t| house.words.institutes[&t.org].region.clone())
}

fn push(house: &mut House<'_>, demo: &mut Demo, profile: OrganisationProfile, verified: bool) {
    let days = chance::between(&mut house.rng, 420, 900);
    let created_at = chance::office(&mut house.rng, house.now, days);
    let at = chance::office(&mut house.rng, house.now, days - 6);
    let by = house.broker(demo.organisations.len());
    let entered = Organisation::enter(house.id(), profile, created_at);
    let mut organisation = house.note(entered, &Act::own(by, created_at));
    if verified {
        organisation = house.note(organisation.verify(by, at), &Act::own(by, at));
    }
    demo.organisations.push(organisation);
}
