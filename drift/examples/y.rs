use bayar_drift::documents::*;
fn main(){ let a:Vec<String>=std::env::args().collect(); let t=std::fs::read_to_string(&a[1]).unwrap(); let n=std::path::Path::new(&a[1]).file_stem().unwrap().to_str().unwrap().to_owned(); let f=read(&n,&t,None);
let y=|t:&str|->serde_json::Value{yaml_serde::from_str(t).unwrap()};
let c=Contracts::new(&[y(bayar_spec::XENDIT),y(bayar_spec::FINPAY)]);
let e:Vec<errata::Erratum>=yaml_serde::from_str(bayar_spec::ERRATA).unwrap();
let mut k=0; for x in hold::hold(&f,&c,&e,None){ if x.erratum.is_some(){k+=1; if a.len()<3 {continue}} println!("{} {} {:?} {} {:?}:{} | {} | {} | {}", x.class, x.operation.as_deref().unwrap_or("-"), x.line, x.pointer, x.erratum, x.count, x.expected.chars().take(60).collect::<String>(), x.seen, x.message);} println!("known {k}"); }
