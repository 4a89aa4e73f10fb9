BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('20261122_mention_hosts');
CREATE TABLE audit_entries (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR NOT NULL, 
	action VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	details JSON, 
	CONSTRAINT pk_audit_entries PRIMARY KEY (id)
);
INSERT INTO "audit_entries" VALUES(1,'2026-11-22 13:48:04.850947','command line','curator.added','curator:Camille','{"role": "curator"}');
INSERT INTO "audit_entries" VALUES(2,'2026-11-22 13:48:05.280959','curator:Camille','text.saved','recording:8a28cc8cd933','{"revision": 2, "passages": ["5bf5b44e90"], "reason": ""}');
INSERT INTO "audit_entries" VALUES(3,'2026-11-22 13:48:05.397909','curator:Camille','passage.split','recording:8a28cc8cd933','{"revision": 3, "passages": ["45a845d028", "bzt2bihwyf"], "reason": ""}');
INSERT INTO "audit_entries" VALUES(4,'2026-11-22 13:48:05.480044','curator:Camille','passage.joined','recording:8a28cc8cd933','{"revision": 4, "passages": ["45a845d028", "bzt2bihwyf"], "reason": ""}');
INSERT INTO "audit_entries" VALUES(5,'2026-11-22 13:48:05.488410','curator:Camille','clip.withdrawn','clip:r353zj2g7k','{"reason": "Sorti de son contexte."}');
INSERT INTO "audit_entries" VALUES(6,'2026-11-22 13:48:05.519902','curator:Camille','interview.withdrawn','interview:entrevue-tessier','{"reason": "\u00c0 la demande de la personne."}');
CREATE TABLE campaigns (
	id INTEGER NOT NULL, 
	slug VARCHAR NOT NULL, 
	name_fr VARCHAR NOT NULL, 
	name_en VARCHAR NOT NULL, 
	summary_fr VARCHAR NOT NULL, 
	summary_en VARCHAR NOT NULL, 
	polling_on DATE NOT NULL, 
	is_synthetic BOOLEAN NOT NULL, 
	CONSTRAINT pk_campaigns PRIMARY KEY (id), 
	CONSTRAINT uq_campaigns_slug UNIQUE (slug)
);
INSERT INTO "campaigns" VALUES(1,'littoral-2026','Campagne inventée littoral-2026','Invented campaign littoral-2026','Rien ici n''est vrai : tout sert aux essais.','Nothing here is true: it all serves tests.','2026-10-05',1);
CREATE TABLE clip_files (
	id INTEGER NOT NULL, 
	clip_id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	made_of VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	progress DOUBLE NOT NULL, 
	crash_count INTEGER NOT NULL, 
	failure_code VARCHAR NOT NULL, 
	media_key VARCHAR, 
	media_type VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size_bytes INTEGER, 
	width_pixels INTEGER, 
	height_pixels INTEGER, 
	asked_at DATETIME NOT NULL, 
	compared_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	CONSTRAINT pk_clip_files PRIMARY KEY (id), 
	CONSTRAINT ck_clip_files_kind CHECK (kind IN ('m4a', 'mp3', 'opus', 'tall_video', 'wide_video')), 
	CONSTRAINT ck_clip_files_state CHECK (state IN ('waiting', 'processing', 'ready', 'failed')), 
	CONSTRAINT ck_clip_files_ready CHECK ((state = 'ready') = (media_key IS NOT NULL)), 
	CONSTRAINT ck_clip_files_failure CHECK (state <> 'failed' OR failure_code <> ''), 
	CONSTRAINT ck_clip_files_progress CHECK (progress >= 0 AND progress <= 1), 
	CONSTRAINT fk_clip_files_clip_id FOREIGN KEY(clip_id) REFERENCES clips (id), 
	CONSTRAINT uq_clip_files_clip_id_kind_made_of UNIQUE (clip_id, kind, made_of)
);
CREATE TABLE clip_sites (
	clip_id VARCHAR NOT NULL, 
	host VARCHAR NOT NULL, 
	first_seen_on DATE NOT NULL, 
	last_seen_on DATE NOT NULL, 
	CONSTRAINT pk_clip_sites PRIMARY KEY (clip_id, host), 
	CONSTRAINT fk_clip_sites_clip_id FOREIGN KEY(clip_id) REFERENCES clips (id)
);
CREATE TABLE clips (
	id VARCHAR NOT NULL, 
	interview_id INTEGER NOT NULL, 
	transcript_id INTEGER NOT NULL, 
	recording_sha256 VARCHAR NOT NULL, 
	revision_number INTEGER NOT NULL, 
	start_seconds DOUBLE NOT NULL, 
	end_seconds DOUBLE NOT NULL, 
	text VARCHAR NOT NULL, 
	words JSON NOT NULL, 
	made_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	withdrawn_reason VARCHAR NOT NULL, 
	curator_id INTEGER, 
	CONSTRAINT pk_clips PRIMARY KEY (id), 
	CONSTRAINT ck_clips_id CHECK (length(id) = 10), 
	CONSTRAINT ck_clips_span CHECK (end_seconds > start_seconds), 
	CONSTRAINT ck_clips_withdrawal CHECK ((withdrawn_at IS NULL) = (curator_id IS NULL)), 
	CONSTRAINT fk_clips_interview_id FOREIGN KEY(interview_id) REFERENCES interviews (id), 
	CONSTRAINT fk_clips_transcript_id FOREIGN KEY(transcript_id) REFERENCES transcripts (id), 
	CONSTRAINT fk_clips_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id)
);
INSERT INTO "clips" VALUES('nfp4g9jtjv',1,1,'8a28cc8cd933e61f0d744188d4fcbdcf696c9e95f54f6130d71bc79563725a41',1,11.111,16.667,'Toutes seront ouvertes par défaut.','[["5bf5b44e90", 1, "Toutes", 11.111, 12.222, "leader"], ["5bf5b44e90", 2, "seront", 12.222, 13.333, "leader"], ["5bf5b44e90", 3, "ouvertes", 13.333, 14.444, "leader"], ["5bf5b44e90", 4, "par", 14.444, 15.556, "leader"], ["5bf5b44e90", 5, "d\u00e9faut.", 15.556, 16.667, "leader"]]','2026-11-22 13:48:05.011088',NULL,'',NULL);
INSERT INTO "clips" VALUES('nj5g89mfwc',1,1,'8a28cc8cd933e61f0d744188d4fcbdcf696c9e95f54f6130d71bc79563725a41',1,4.286,11.111,'données du gouvernement ? Oui.','[["2db512f3d4", 3, "donn\u00e9es", 4.286, 5.714, "interviewer"], ["2db512f3d4", 4, "du", 5.714, 7.143, "interviewer"], ["2db512f3d4", 5, "gouvernement", 7.143, 8.571, "interviewer"], ["2db512f3d4", 6, "?", 8.571, 10.0, "interviewer"], ["5bf5b44e90", 0, "Oui.", 10.0, 11.111, "leader"]]','2026-11-22 13:48:05.049680',NULL,'',NULL);
INSERT INTO "clips" VALUES('s8kd6jq78n',1,1,'8a28cc8cd933e61f0d744188d4fcbdcf696c9e95f54f6130d71bc79563725a41',1,20.0,27.5,'La fibre viendra dans chaque village.','[["45a845d028", 0, "La", 20.0, 21.25, "leader"], ["45a845d028", 1, "fibre", 21.25, 22.5, "leader"], ["45a845d028", 2, "viendra", 22.5, 23.75, "leader"], ["45a845d028", 3, "dans", 23.75, 25.0, "leader"], ["45a845d028", 4, "chaque", 25.0, 26.25, "leader"], ["45a845d028", 5, "village.", 26.25, 27.5, "leader"]]','2026-11-22 13:48:05.074500',NULL,'',NULL);
INSERT INTO "clips" VALUES('r353zj2g7k',1,1,'8a28cc8cd933e61f0d744188d4fcbdcf696c9e95f54f6130d71bc79563725a41',1,27.5,30.0,'Pas demain.','[["45a845d028", 6, "Pas", 27.5, 28.75, "leader"], ["45a845d028", 7, "demain.", 28.75, 30.0, "leader"]]','2026-11-22 13:48:05.098291','2026-11-22 13:48:05.487640','Sorti de son contexte.',1);
INSERT INTO "clips" VALUES('bqnpc3z68w',2,2,'70c989349f8e8e936967816f14e9bb85d700173c878de776b5ebfd9219342118',1,11.111,16.667,'Toutes seront ouvertes par défaut.','[["ad05f0de63", 1, "Toutes", 11.111, 12.222, "leader"], ["ad05f0de63", 2, "seront", 12.222, 13.333, "leader"], ["ad05f0de63", 3, "ouvertes", 13.333, 14.444, "leader"], ["ad05f0de63", 4, "par", 14.444, 15.556, "leader"], ["ad05f0de63", 5, "d\u00e9faut.", 15.556, 16.667, "leader"]]','2026-11-22 13:48:05.137085',NULL,'',NULL);
INSERT INTO "clips" VALUES('5twqj289q9',2,2,'70c989349f8e8e936967816f14e9bb85d700173c878de776b5ebfd9219342118',1,4.286,11.111,'données du gouvernement ? Oui.','[["bf8ff350dd", 3, "donn\u00e9es", 4.286, 5.714, "interviewer"], ["bf8ff350dd", 4, "du", 5.714, 7.143, "interviewer"], ["bf8ff350dd", 5, "gouvernement", 7.143, 8.571, "interviewer"], ["bf8ff350dd", 6, "?", 8.571, 10.0, "interviewer"], ["ad05f0de63", 0, "Oui.", 10.0, 11.111, "leader"]]','2026-11-22 13:48:05.167952',NULL,'',NULL);
INSERT INTO "clips" VALUES('knmzw4x7wr',2,2,'70c989349f8e8e936967816f14e9bb85d700173c878de776b5ebfd9219342118',1,20.0,27.5,'La fibre viendra dans chaque village.','[["f531c9c024", 0, "La", 20.0, 21.25, "leader"], ["f531c9c024", 1, "fibre", 21.25, 22.5, "leader"], ["f531c9c024", 2, "viendra", 22.5, 23.75, "leader"], ["f531c9c024", 3, "dans", 23.75, 25.0, "leader"], ["f531c9c024", 4, "chaque", 25.0, 26.25, "leader"], ["f531c9c024", 5, "village.", 26.25, 27.5, "leader"]]','2026-11-22 13:48:05.181588',NULL,'',NULL);
INSERT INTO "clips" VALUES('bkgzpr8bwm',2,2,'70c989349f8e8e936967816f14e9bb85d700173c878de776b5ebfd9219342118',1,27.5,30.0,'Pas demain.','[["f531c9c024", 6, "Pas", 27.5, 28.75, "leader"], ["f531c9c024", 7, "demain.", 28.75, 30.0, "leader"]]','2026-11-22 13:48:05.200679',NULL,'',NULL);
CREATE TABLE corrections (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	passage_id VARCHAR NOT NULL, 
	interview_id INTEGER NOT NULL, 
	language VARCHAR NOT NULL, 
	start_seconds DOUBLE NOT NULL, 
	end_seconds DOUBLE NOT NULL, 
	seen_text VARCHAR NOT NULL, 
	seen_number INTEGER NOT NULL, 
	answer VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	reader_mark VARCHAR, 
	state VARCHAR NOT NULL, 
	proposed_at DATETIME NOT NULL, 
	decided_at DATETIME, 
	decided_with INTEGER, 
	curator_id INTEGER, 
	refusal VARCHAR, 
	reason VARCHAR NOT NULL, 
	before_text VARCHAR, 
	after_text VARCHAR, 
	revision_number INTEGER, 
	CONSTRAINT pk_corrections PRIMARY KEY (id), 
	CONSTRAINT ck_corrections_kind CHECK (kind IN ('reader', 'blind')), 
	CONSTRAINT ck_corrections_answer CHECK (answer IN ('text', 'nothing', 'unclear')), 
	CONSTRAINT ck_corrections_text CHECK ((answer = 'text') = (text <> '')), 
	CONSTRAINT ck_corrections_unclear CHECK (answer <> 'unclear' OR kind = 'blind'), 
	CONSTRAINT ck_corrections_state CHECK (state IN ('waiting', 'same', 'accepted', 'edited', 'refused')), 
	CONSTRAINT ck_corrections_span CHECK (end_seconds >= start_seconds), 
	CONSTRAINT ck_corrections_decision CHECK ((state IN ('waiting', 'same')) = (decided_at IS NULL)), 
	CONSTRAINT ck_corrections_curator CHECK ((decided_at IS NULL) = (curator_id IS NULL)), 
	CONSTRAINT ck_corrections_before CHECK ((decided_at IS NULL) = (before_text IS NULL)), 
	CONSTRAINT ck_corrections_decided_with CHECK ((decided_at IS NULL) = (decided_with IS NULL)), 
	CONSTRAINT ck_corrections_after CHECK ((state IN ('accepted', 'edited')) = (after_text IS NOT NULL)), 
	CONSTRAINT ck_corrections_refusal CHECK ((state = 'refused') = (refusal IS NOT NULL)), 
	CONSTRAINT ck_corrections_refusal_code CHECK (refusal IS NULL OR refusal IN ('heard_otherwise', 'not_sure', 'already_so', 'not_a_correction')), 
	CONSTRAINT ck_corrections_reader_mark CHECK (decided_at IS NULL OR reader_mark IS NULL), 
	CONSTRAINT fk_corrections_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id), 
	CONSTRAINT fk_corrections_interview_id FOREIGN KEY(interview_id) REFERENCES interviews (id)
);
CREATE TABLE curator_sessions (
	id INTEGER NOT NULL, 
	key_hash VARCHAR NOT NULL, 
	curator_id INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	last_seen_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	address VARCHAR NOT NULL, 
	browser VARCHAR NOT NULL, 
	CONSTRAINT pk_curator_sessions PRIMARY KEY (id), 
	CONSTRAINT ck_curator_sessions_order CHECK (expires_at >= last_seen_at), 
	CONSTRAINT fk_curator_sessions_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id), 
	CONSTRAINT uq_curator_sessions_key_hash UNIQUE (key_hash)
);
CREATE TABLE curators (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	password_hash VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	disabled_at DATETIME, password_expires_at DATETIME, language VARCHAR DEFAULT 'fr' NOT NULL CONSTRAINT ck_curators_language CHECK (language IN ('fr', 'en')), 
	CONSTRAINT pk_curators PRIMARY KEY (id), 
	CONSTRAINT ck_curators_role CHECK (role IN ('curator', 'admin')), 
	CONSTRAINT uq_curators_name UNIQUE (name)
);
INSERT INTO "curators" VALUES(1,'Camille','$argon2id$v=19$m=65536,t=3,p=4$LJiynTnOE0ADfXXgSJk0GQ$dnK7FyPWzsa3kkesSFj/AtLfcrB2S9GZ3a7K/EuxaPY','curator','2026-11-22 13:48:04.848680',NULL,NULL,'fr');
CREATE TABLE exchanges (
	id INTEGER NOT NULL, 
	transcript_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	start_seconds DOUBLE NOT NULL, 
	end_seconds DOUBLE NOT NULL, 
	CONSTRAINT pk_exchanges PRIMARY KEY (id), 
	CONSTRAINT fk_exchanges_transcript_id FOREIGN KEY(transcript_id) REFERENCES transcripts (id), 
	CONSTRAINT uq_exchanges_transcript_id_position UNIQUE (transcript_id, position)
);
INSERT INTO "exchanges" VALUES(1,1,0,0.0,20.0);
INSERT INTO "exchanges" VALUES(2,1,1,20.0,30.0);
INSERT INTO "exchanges" VALUES(3,2,1,0.0,10.0);
INSERT INTO "exchanges" VALUES(4,2,2,20.0,30.0);
CREATE TABLE facts (
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	leader_id INTEGER, 
	position INTEGER NOT NULL, 
	dated VARCHAR NOT NULL, 
	text_fr VARCHAR NOT NULL, 
	text_en VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	confidence VARCHAR NOT NULL, 
	CONSTRAINT pk_facts PRIMARY KEY (id), 
	CONSTRAINT ck_facts_confidence CHECK (confidence IN ('A', 'B', 'C')), 
	CONSTRAINT fk_facts_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_facts_leader_id FOREIGN KEY(leader_id) REFERENCES leaders (id), 
	CONSTRAINT uq_facts_campaign_id_position UNIQUE (campaign_id, position)
);
CREATE TABLE glossary_dismissals (
	id INTEGER NOT NULL, 
	misheard VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_glossary_dismissals PRIMARY KEY (id), 
	CONSTRAINT uq_glossary_dismissals_misheard_text UNIQUE (misheard, text)
);
CREATE TABLE glossary_entries (
	id INTEGER NOT NULL, 
	campaign_id INTEGER, 
	kind VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	language VARCHAR, 
	misheard JSON NOT NULL, 
	theme_id INTEGER, 
	note VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	retired_at DATETIME, 
	CONSTRAINT pk_glossary_entries PRIMARY KEY (id), 
	CONSTRAINT ck_glossary_entries_kind CHECK (kind IN ('name', 'place', 'jargon')), 
	CONSTRAINT ck_glossary_entries_language CHECK (language IS NULL OR language IN ('fr', 'en')), 
	CONSTRAINT ck_glossary_entries_text CHECK (length(text) > 0), 
	CONSTRAINT fk_glossary_entries_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_glossary_entries_theme_id FOREIGN KEY(theme_id) REFERENCES themes (id)
);
CREATE TABLE heard_spans (
	id INTEGER NOT NULL, 
	transcript_id INTEGER NOT NULL, 
	start_seconds DOUBLE NOT NULL, 
	end_seconds DOUBLE NOT NULL, 
	curator_id INTEGER, 
	heard_at DATETIME NOT NULL, 
	CONSTRAINT pk_heard_spans PRIMARY KEY (id), 
	CONSTRAINT ck_heard_spans_span CHECK (end_seconds >= start_seconds), 
	CONSTRAINT fk_heard_spans_transcript_id FOREIGN KEY(transcript_id) REFERENCES transcripts (id), 
	CONSTRAINT fk_heard_spans_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id)
);
CREATE TABLE hearings_again (
	id INTEGER NOT NULL, 
	recording_id INTEGER NOT NULL, 
	model VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	progress DOUBLE NOT NULL, 
	crash_count INTEGER NOT NULL, 
	failure_code VARCHAR NOT NULL, 
	failure_details JSON, 
	curator_id INTEGER, 
	revision_id INTEGER, 
	asked_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	CONSTRAINT pk_hearings_again PRIMARY KEY (id), 
	CONSTRAINT ck_hearings_again_state CHECK (state IN ('waiting', 'processing', 'ready', 'failed')), 
	CONSTRAINT ck_hearings_again_revision CHECK ((state = 'ready') = (revision_id IS NOT NULL)), 
	CONSTRAINT ck_hearings_again_failure CHECK (state <> 'failed' OR failure_code <> ''), 
	CONSTRAINT ck_hearings_again_progress CHECK (progress >= 0 AND progress <= 1), 
	CONSTRAINT fk_hearings_again_recording_id FOREIGN KEY(recording_id) REFERENCES recordings (id), 
	CONSTRAINT fk_hearings_again_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id), 
	CONSTRAINT fk_hearings_again_revision_id FOREIGN KEY(revision_id) REFERENCES revisions (id)
);
CREATE TABLE interviews (
	id INTEGER NOT NULL, 
	slug VARCHAR NOT NULL, 
	leader_id INTEGER NOT NULL, 
	party_id INTEGER NOT NULL, 
	campaign_id INTEGER, 
	interviewer VARCHAR NOT NULL, 
	recorded_on DATE, 
	dated_fr VARCHAR NOT NULL, 
	dated_en VARCHAR NOT NULL, 
	place VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	publish_when_ready BOOLEAN NOT NULL, 
	published_at DATETIME, 
	withdrawn_at DATETIME, 
	withdrawn_reason VARCHAR NOT NULL, 
	is_synthetic BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, consent_note VARCHAR DEFAULT '' NOT NULL, consent_noted_on DATE, 
	CONSTRAINT pk_interviews PRIMARY KEY (id), 
	CONSTRAINT ck_interviews_tombstone CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)), 
	CONSTRAINT ck_interviews_publication CHECK (state <> 'published' OR published_at IS NOT NULL), 
	CONSTRAINT ck_interviews_state CHECK (state IN ('draft', 'in_review', 'published', 'withdrawn')), 
	CONSTRAINT fk_interviews_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_interviews_leader_id FOREIGN KEY(leader_id) REFERENCES leaders (id), 
	CONSTRAINT fk_interviews_party_id FOREIGN KEY(party_id) REFERENCES parties (id), 
	CONSTRAINT uq_interviews_slug UNIQUE (slug)
);
INSERT INTO "interviews" VALUES(1,'entrevue-savard',1,1,1,'Intervieweuse inventée','2026-08-14','','','autobus, Rimouski','fr','published',0,'2026-09-01 12:00:00.000000',NULL,'',1,'2026-11-22 13:48:03.994220','',NULL);
INSERT INTO "interviews" VALUES(2,'entrevue-tessier',2,2,1,'Intervieweuse inventée','2026-08-14','','','autobus, Rimouski','fr','withdrawn',0,'2026-09-01 12:00:00.000000','2026-11-22 13:48:05.514745','À la demande de la personne.',1,'2026-11-22 13:48:04.150829','',NULL);
CREATE TABLE invitations (
	id INTEGER NOT NULL, 
	campaign_id INTEGER NOT NULL, 
	leader_id INTEGER NOT NULL, 
	party_id INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	sent_on DATE, 
	answered_on DATE, 
	checked_on DATE, 
	note_fr VARCHAR NOT NULL, 
	note_en VARCHAR NOT NULL, 
	CONSTRAINT pk_invitations PRIMARY KEY (id), 
	CONSTRAINT ck_invitations_answer CHECK (state IN ('accepted', 'declined') OR answered_on IS NULL), 
	CONSTRAINT ck_invitations_state CHECK (state IN ('sent', 'accepted', 'declined', 'unanswered')), 
	CONSTRAINT ck_invitations_order CHECK (answered_on IS NULL OR sent_on IS NULL OR answered_on >= sent_on), 
	CONSTRAINT fk_invitations_campaign_id FOREIGN KEY(campaign_id) REFERENCES campaigns (id), 
	CONSTRAINT fk_invitations_leader_id FOREIGN KEY(leader_id) REFERENCES leaders (id), 
	CONSTRAINT fk_invitations_party_id FOREIGN KEY(party_id) REFERENCES parties (id), 
	CONSTRAINT uq_invitations_campaign_id_leader_id UNIQUE (campaign_id, leader_id)
);
CREATE TABLE leaders (
	id INTEGER NOT NULL, 
	slug VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	is_synthetic BOOLEAN NOT NULL, 
	CONSTRAINT pk_leaders PRIMARY KEY (id), 
	CONSTRAINT uq_leaders_slug UNIQUE (slug)
);
INSERT INTO "leaders" VALUES(1,'savard','Hélène Savard',1);
INSERT INTO "leaders" VALUES(2,'tessier','Marc-André Tessier',1);
CREATE TABLE leaderships (
	id INTEGER NOT NULL, 
	leader_id INTEGER NOT NULL, 
	party_id INTEGER NOT NULL, 
	from_on DATE, 
	to_on DATE, 
	source VARCHAR NOT NULL, 
	CONSTRAINT pk_leaderships PRIMARY KEY (id), 
	CONSTRAINT ck_leaderships_order CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on), 
	CONSTRAINT fk_leaderships_leader_id FOREIGN KEY(leader_id) REFERENCES leaders (id), 
	CONSTRAINT fk_leaderships_party_id FOREIGN KEY(party_id) REFERENCES parties (id), 
	CONSTRAINT uq_leaderships_leader_id_party_id_from_on UNIQUE (leader_id, party_id, from_on)
);
INSERT INTO "leaderships" VALUES(1,1,1,'2020-01-01',NULL,'');
INSERT INTO "leaderships" VALUES(2,2,2,'2020-01-01',NULL,'');
CREATE TABLE login_tries (
	key_hash VARCHAR NOT NULL, 
	forgotten_at DATETIME NOT NULL, 
	reported_at DATETIME, 
	CONSTRAINT pk_login_tries PRIMARY KEY (key_hash)
);
CREATE TABLE "mentions" (
	id INTEGER NOT NULL, 
	source_url VARCHAR NOT NULL, 
	target_path VARCHAR NOT NULL, 
	interview_id INTEGER NOT NULL, 
	passage_id VARCHAR, 
	clip_id VARCHAR, 
	protocol VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	try_count INTEGER NOT NULL, 
	failure_code VARCHAR NOT NULL, 
	received_at DATETIME NOT NULL, 
	next_look_at DATETIME, 
	looked_at DATETIME, 
	decided_at DATETIME, 
	curator_id INTEGER, 
	status_key VARCHAR NOT NULL, 
	source_host VARCHAR NOT NULL, 
	CONSTRAINT pk_mentions PRIMARY KEY (id), 
	CONSTRAINT uq_mentions_source_url_target_path UNIQUE (source_url, target_path), 
	CONSTRAINT ck_mentions_protocol CHECK (protocol IN ('webmention', 'pingback')), 
	CONSTRAINT fk_mentions_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id), 
	CONSTRAINT ck_mentions_failure CHECK (state <> 'failed' OR failure_code <> ''), 
	CONSTRAINT ck_mentions_state CHECK (state IN ('waiting', 'found', 'shown', 'refused', 'gone', 'failed')), 
	CONSTRAINT fk_mentions_clip_id FOREIGN KEY(clip_id) REFERENCES clips (id), 
	CONSTRAINT fk_mentions_interview_id FOREIGN KEY(interview_id) REFERENCES interviews (id), 
	CONSTRAINT uq_mentions_status_key UNIQUE (status_key)
);
CREATE TABLE office_notes (
	id INTEGER NOT NULL, 
	passage_id VARCHAR NOT NULL, 
	interview_id INTEGER NOT NULL, 
	signed_by VARCHAR NOT NULL, 
	text_fr VARCHAR NOT NULL, 
	text_en VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	received_on DATE NOT NULL, 
	entered_by_id INTEGER NOT NULL, 
	entered_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	withdrawn_by_id INTEGER, 
	withdrawn_reason VARCHAR NOT NULL, 
	CONSTRAINT pk_office_notes PRIMARY KEY (id), 
	CONSTRAINT ck_office_notes_text CHECK (text_fr <> '' OR text_en <> ''), 
	CONSTRAINT ck_office_notes_signed_by CHECK (signed_by <> ''), 
	CONSTRAINT ck_office_notes_channel CHECK (channel IN ('email', 'letter', 'phone', 'in_person')), 
	CONSTRAINT ck_office_notes_withdrawn_by CHECK ((withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)), 
	CONSTRAINT ck_office_notes_withdrawn_reason CHECK ((withdrawn_at IS NULL) = (withdrawn_reason = '')), 
	CONSTRAINT fk_office_notes_interview_id FOREIGN KEY(interview_id) REFERENCES interviews (id), 
	CONSTRAINT fk_office_notes_entered_by_id FOREIGN KEY(entered_by_id) REFERENCES curators (id), 
	CONSTRAINT fk_office_notes_withdrawn_by_id FOREIGN KEY(withdrawn_by_id) REFERENCES curators (id)
);
CREATE TABLE parties (
	id INTEGER NOT NULL, 
	slug VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	short_name VARCHAR NOT NULL, 
	colour VARCHAR, 
	is_synthetic BOOLEAN NOT NULL, 
	CONSTRAINT pk_parties PRIMARY KEY (id), 
	CONSTRAINT ck_parties_colour CHECK (colour IS NULL OR length(colour) = 7), 
	CONSTRAINT uq_parties_name UNIQUE (name), 
	CONSTRAINT uq_parties_slug UNIQUE (slug)
);
INSERT INTO "parties" VALUES(1,'parti-savard','Parti inventé savard','PI','#336699',1);
INSERT INTO "parties" VALUES(2,'parti-tessier','Parti inventé tessier','PI','#336699',1);
CREATE TABLE passage_drafts (
	id INTEGER NOT NULL, 
	curator_id INTEGER NOT NULL, 
	passage_id VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	seen_number INTEGER NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_passage_drafts PRIMARY KEY (id), 
	CONSTRAINT fk_passage_drafts_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id), 
	CONSTRAINT uq_passage_drafts_curator_id_passage_id UNIQUE (curator_id, passage_id)
);
CREATE TABLE passage_redirects (
	passage_id VARCHAR NOT NULL, 
	into_passage_id VARCHAR NOT NULL, 
	revision_id INTEGER NOT NULL, 
	CONSTRAINT pk_passage_redirects PRIMARY KEY (passage_id), 
	CONSTRAINT fk_passage_redirects_revision_id FOREIGN KEY(revision_id) REFERENCES revisions (id)
);
INSERT INTO "passage_redirects" VALUES('bzt2bihwyf','45a845d028',5);
CREATE TABLE passage_versions (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	passage_id VARCHAR NOT NULL, 
	is_present BOOLEAN NOT NULL, 
	start_seconds DOUBLE NOT NULL, 
	end_seconds DOUBLE NOT NULL, 
	text VARCHAR NOT NULL, 
	words JSON NOT NULL, 
	language VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	speaker_role VARCHAR NOT NULL, 
	is_speaker_confirmed BOOLEAN NOT NULL, 
	voice INTEGER, 
	starts_turn BOOLEAN NOT NULL, 
	exchange VARCHAR NOT NULL, 
	CONSTRAINT pk_passage_versions PRIMARY KEY (id), 
	CONSTRAINT ck_passage_versions_status CHECK (status IN ('machine', 'corrected', 'checked')), 
	CONSTRAINT ck_passage_versions_speaker_role CHECK (speaker_role IN ('leader', 'interviewer', 'unknown')), 
	CONSTRAINT ck_passage_versions_exchange CHECK (exchange IN ('starts', 'continues', 'outside')), 
	CONSTRAINT ck_passage_versions_span CHECK (end_seconds >= start_seconds), 
	CONSTRAINT fk_passage_versions_revision_id FOREIGN KEY(revision_id) REFERENCES revisions (id), 
	CONSTRAINT uq_passage_versions_revision_id_passage_id UNIQUE (revision_id, passage_id)
);
INSERT INTO "passage_versions" VALUES(1,1,'2db512f3d4',1,0.0,10.0,'Allez-vous ouvrir les données du gouvernement ?','[["Allez-vous", 0.0, 1.429, 0.3], ["ouvrir", 1.429, 2.857, 0.9], ["les", 2.857, 4.286, 0.9], ["donn\u00e9es", 4.286, 5.714, 0.9], ["du", 5.714, 7.143, 0.9], ["gouvernement", 7.143, 8.571, 0.9], ["?", 8.571, 10.0, 0.9]]','fr','machine','interviewer',0,NULL,1,'starts');
INSERT INTO "passage_versions" VALUES(2,1,'5bf5b44e90',1,10.0,20.0,'Oui. Toutes seront ouvertes par défaut. Nul ne paiera.','[["Oui.", 10.0, 11.111, 0.3], ["Toutes", 11.111, 12.222, 0.9], ["seront", 12.222, 13.333, 0.9], ["ouvertes", 13.333, 14.444, 0.9], ["par", 14.444, 15.556, 0.9], ["d\u00e9faut.", 15.556, 16.667, 0.9], ["Nul", 16.667, 17.778, 0.9], ["ne", 17.778, 18.889, 0.9], ["paiera.", 18.889, 20.0, 0.9]]','fr','machine','leader',0,NULL,1,'continues');
INSERT INTO "passage_versions" VALUES(3,1,'45a845d028',1,20.0,30.0,'La fibre viendra dans chaque village. Pas demain.','[["La", 20.0, 21.25, 0.3], ["fibre", 21.25, 22.5, 0.9], ["viendra", 22.5, 23.75, 0.9], ["dans", 23.75, 25.0, 0.9], ["chaque", 25.0, 26.25, 0.9], ["village.", 26.25, 27.5, 0.9], ["Pas", 27.5, 28.75, 0.9], ["demain.", 28.75, 30.0, 0.9]]','fr','machine','leader',0,NULL,1,'starts');
INSERT INTO "passage_versions" VALUES(4,2,'bf8ff350dd',1,0.0,10.0,'Allez-vous ouvrir les données du gouvernement ?','[["Allez-vous", 0.0, 1.429, 0.3], ["ouvrir", 1.429, 2.857, 0.9], ["les", 2.857, 4.286, 0.9], ["donn\u00e9es", 4.286, 5.714, 0.9], ["du", 5.714, 7.143, 0.9], ["gouvernement", 7.143, 8.571, 0.9], ["?", 8.571, 10.0, 0.9]]','fr','machine','interviewer',0,NULL,1,'starts');
INSERT INTO "passage_versions" VALUES(5,2,'ad05f0de63',1,10.0,20.0,'Oui. Toutes seront ouvertes par défaut. Nul ne paiera.','[["Oui.", 10.0, 11.111, 0.3], ["Toutes", 11.111, 12.222, 0.9], ["seront", 12.222, 13.333, 0.9], ["ouvertes", 13.333, 14.444, 0.9], ["par", 14.444, 15.556, 0.9], ["d\u00e9faut.", 15.556, 16.667, 0.9], ["Nul", 16.667, 17.778, 0.9], ["ne", 17.778, 18.889, 0.9], ["paiera.", 18.889, 20.0, 0.9]]','fr','machine','leader',0,NULL,1,'continues');
INSERT INTO "passage_versions" VALUES(6,2,'f531c9c024',1,20.0,30.0,'La fibre viendra dans chaque village. Pas demain.','[["La", 20.0, 21.25, 0.3], ["fibre", 21.25, 22.5, 0.9], ["viendra", 22.5, 23.75, 0.9], ["dans", 23.75, 25.0, 0.9], ["chaque", 25.0, 26.25, 0.9], ["village.", 26.25, 27.5, 0.9], ["Pas", 27.5, 28.75, 0.9], ["demain.", 28.75, 30.0, 0.9]]','fr','machine','leader',0,NULL,1,'starts');
INSERT INTO "passage_versions" VALUES(7,3,'5bf5b44e90',1,10.0,20.0,'Oui. Toutes seront ouvertes. Personne ne paiera.','[["Oui.", 10.0, 11.111, 0.3], ["Toutes", 11.111, 12.222, 0.9], ["seront", 12.222, 13.333, 0.9], ["ouvertes.", 13.333, 14.444, null], ["Personne", 14.444, 17.778, null], ["ne", 17.778, 18.889, 0.9], ["paiera.", 18.889, 20.0, 0.9]]','fr','corrected','leader',0,NULL,1,'continues');
INSERT INTO "passage_versions" VALUES(8,4,'45a845d028',1,20.0,27.5,'La fibre viendra dans chaque village.','[["La", 20.0, 21.25, 0.3], ["fibre", 21.25, 22.5, 0.9], ["viendra", 22.5, 23.75, 0.9], ["dans", 23.75, 25.0, 0.9], ["chaque", 25.0, 26.25, 0.9], ["village.", 26.25, 27.5, 0.9]]','fr','machine','leader',0,NULL,1,'starts');
INSERT INTO "passage_versions" VALUES(9,4,'bzt2bihwyf',1,27.5,30.0,'Pas demain.','[["Pas", 27.5, 28.75, 0.9], ["demain.", 28.75, 30.0, 0.9]]','fr','machine','leader',0,NULL,0,'continues');
INSERT INTO "passage_versions" VALUES(10,5,'45a845d028',1,20.0,30.0,'La fibre viendra dans chaque village. Pas demain.','[["La", 20.0, 21.25, 0.3], ["fibre", 21.25, 22.5, 0.9], ["viendra", 22.5, 23.75, 0.9], ["dans", 23.75, 25.0, 0.9], ["chaque", 25.0, 26.25, 0.9], ["village.", 26.25, 27.5, 0.9], ["Pas", 27.5, 28.75, 0.9], ["demain.", 28.75, 30.0, 0.9]]','fr','machine','leader',0,NULL,1,'starts');
INSERT INTO "passage_versions" VALUES(11,5,'bzt2bihwyf',0,27.5,30.0,'Pas demain.','[["Pas", 27.5, 28.75, 0.9], ["demain.", 28.75, 30.0, 0.9]]','fr','machine','leader',0,NULL,0,'continues');
CREATE TABLE passages (
	id VARCHAR NOT NULL, 
	transcript_id INTEGER NOT NULL, 
	turn_id INTEGER NOT NULL, 
	exchange_id INTEGER, 
	position INTEGER NOT NULL, 
	start_seconds DOUBLE NOT NULL, 
	end_seconds DOUBLE NOT NULL, 
	text VARCHAR NOT NULL, 
	words JSON NOT NULL, 
	language VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	revision_number INTEGER NOT NULL, sound_quality JSON, 
	CONSTRAINT pk_passages PRIMARY KEY (id), 
	CONSTRAINT ck_passages_status CHECK (status IN ('machine', 'corrected', 'checked')), 
	CONSTRAINT ck_passages_span CHECK (end_seconds >= start_seconds), 
	CONSTRAINT ck_passages_id CHECK (length(id) = 10), 
	CONSTRAINT fk_passages_exchange_id FOREIGN KEY(exchange_id) REFERENCES exchanges (id), 
	CONSTRAINT fk_passages_transcript_id FOREIGN KEY(transcript_id) REFERENCES transcripts (id), 
	CONSTRAINT fk_passages_turn_id FOREIGN KEY(turn_id) REFERENCES turns (id), 
	CONSTRAINT uq_passages_transcript_id_position UNIQUE (transcript_id, position)
);
INSERT INTO "passages" VALUES('2db512f3d4',1,1,1,0,0.0,10.0,'Allez-vous ouvrir les données du gouvernement ?','[["Allez-vous", 0.0, 1.429, 0.3], ["ouvrir", 1.429, 2.857, 0.9], ["les", 2.857, 4.286, 0.9], ["donn\u00e9es", 4.286, 5.714, 0.9], ["du", 5.714, 7.143, 0.9], ["gouvernement", 7.143, 8.571, 0.9], ["?", 8.571, 10.0, 0.9]]','fr','machine',1,NULL);
INSERT INTO "passages" VALUES('5bf5b44e90',1,2,1,1,10.0,20.0,'Oui. Toutes seront ouvertes. Personne ne paiera.','[["Oui.", 10.0, 11.111, 0.3], ["Toutes", 11.111, 12.222, 0.9], ["seront", 12.222, 13.333, 0.9], ["ouvertes.", 13.333, 14.444, null], ["Personne", 14.444, 17.778, null], ["ne", 17.778, 18.889, 0.9], ["paiera.", 18.889, 20.0, 0.9]]','fr','corrected',2,NULL);
INSERT INTO "passages" VALUES('45a845d028',1,3,2,2,20.0,30.0,'La fibre viendra dans chaque village. Pas demain.','[["La", 20.0, 21.25, 0.3], ["fibre", 21.25, 22.5, 0.9], ["viendra", 22.5, 23.75, 0.9], ["dans", 23.75, 25.0, 0.9], ["chaque", 25.0, 26.25, 0.9], ["village.", 26.25, 27.5, 0.9], ["Pas", 27.5, 28.75, 0.9], ["demain.", 28.75, 30.0, 0.9]]','fr','machine',4,NULL);
INSERT INTO "passages" VALUES('bf8ff350dd',2,4,3,0,0.0,10.0,'Allez-vous ouvrir les données du gouvernement ?','[["Allez-vous", 0.0, 1.429, 0.3], ["ouvrir", 1.429, 2.857, 0.9], ["les", 2.857, 4.286, 0.9], ["donn\u00e9es", 4.286, 5.714, 0.9], ["du", 5.714, 7.143, 0.9], ["gouvernement", 7.143, 8.571, 0.9], ["?", 8.571, 10.0, 0.9]]','fr','machine',1,NULL);
INSERT INTO "passages" VALUES('ad05f0de63',2,5,3,1,10.0,20.0,'Oui. Toutes seront ouvertes par défaut. Nul ne paiera.','[["Oui.", 10.0, 11.111, 0.3], ["Toutes", 11.111, 12.222, 0.9], ["seront", 12.222, 13.333, 0.9], ["ouvertes", 13.333, 14.444, 0.9], ["par", 14.444, 15.556, 0.9], ["d\u00e9faut.", 15.556, 16.667, 0.9], ["Nul", 16.667, 17.778, 0.9], ["ne", 17.778, 18.889, 0.9], ["paiera.", 18.889, 20.0, 0.9]]','fr','machine',1,NULL);
INSERT INTO "passages" VALUES('f531c9c024',2,6,4,2,20.0,30.0,'La fibre viendra dans chaque village. Pas demain.','[["La", 20.0, 21.25, 0.3], ["fibre", 21.25, 22.5, 0.9], ["viendra", 22.5, 23.75, 0.9], ["dans", 23.75, 25.0, 0.9], ["chaque", 25.0, 26.25, 0.9], ["village.", 26.25, 27.5, 0.9], ["Pas", 27.5, 28.75, 0.9], ["demain.", 28.75, 30.0, 0.9]]','fr','machine',1,NULL);
CREATE TABLE planned_interviews (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	interview_id INTEGER NOT NULL, 
	CONSTRAINT pk_planned_interviews PRIMARY KEY (id), 
	CONSTRAINT fk_planned_interviews_plan_id FOREIGN KEY(plan_id) REFERENCES publication_plans (id), 
	CONSTRAINT fk_planned_interviews_interview_id FOREIGN KEY(interview_id) REFERENCES interviews (id), 
	CONSTRAINT uq_planned_interviews_plan_id_interview_id UNIQUE (plan_id, interview_id)
);
CREATE TABLE publication_plans (
	id INTEGER NOT NULL, 
	publish_at DATETIME NOT NULL, 
	state VARCHAR NOT NULL, 
	failure VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_publication_plans PRIMARY KEY (id), 
	CONSTRAINT ck_publication_plans_state CHECK (state IN ('planned', 'done', 'failed', 'cancelled')), 
	CONSTRAINT ck_publication_plans_failure CHECK (state <> 'failed' OR failure <> '')
);
CREATE TABLE recordings (
	id INTEGER NOT NULL, 
	interview_id INTEGER NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	original_filename VARCHAR NOT NULL, 
	size_bytes BIGINT NOT NULL, 
	media_key VARCHAR NOT NULL, 
	media_type VARCHAR NOT NULL, 
	duration_seconds DOUBLE, 
	probe JSON, 
	state VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	progress DOUBLE NOT NULL, 
	attempt INTEGER NOT NULL, 
	crash_count INTEGER NOT NULL, 
	failure_code VARCHAR NOT NULL, 
	failure_details JSON, 
	received_at DATETIME NOT NULL, 
	finished_at DATETIME, 
	CONSTRAINT pk_recordings PRIMARY KEY (id), 
	CONSTRAINT ck_recordings_failure CHECK (state <> 'failed' OR failure_code <> ''), 
	CONSTRAINT ck_recordings_state CHECK (state IN ('waiting', 'processing', 'ready', 'failed')), 
	CONSTRAINT ck_recordings_sha256 CHECK (length(sha256) = 64), 
	CONSTRAINT ck_recordings_progress CHECK (progress >= 0 AND progress <= 1), 
	CONSTRAINT ck_recordings_size CHECK (size_bytes > 0), 
	CONSTRAINT fk_recordings_interview_id FOREIGN KEY(interview_id) REFERENCES interviews (id), 
	CONSTRAINT uq_recordings_interview_id UNIQUE (interview_id), 
	CONSTRAINT uq_recordings_sha256 UNIQUE (sha256)
);
INSERT INTO "recordings" VALUES(1,1,'8a28cc8cd933e61f0d744188d4fcbdcf696c9e95f54f6130d71bc79563725a41','Entrevue d''août (1).m4a',1650,'originals/8a/8a28cc8cd933e61f0d744188d4fcbdcf696c9e95f54f6130d71bc79563725a41.m4a','audio/mp4',30.0,NULL,'ready','',0.0,1,0,'',NULL,'2026-11-22 13:48:04.005915',NULL);
INSERT INTO "recordings" VALUES(2,2,'70c989349f8e8e936967816f14e9bb85d700173c878de776b5ebfd9219342118','Entrevue d''août (1).m4a',1700,'originals/70/70c989349f8e8e936967816f14e9bb85d700173c878de776b5ebfd9219342118.m4a','audio/mp4',30.0,NULL,'ready','',0.0,1,0,'',NULL,'2026-11-22 13:48:04.159128',NULL);
CREATE TABLE refused_hosts (
	host VARCHAR NOT NULL, 
	refused_at DATETIME NOT NULL, 
	curator_id INTEGER NOT NULL, 
	CONSTRAINT pk_refused_hosts PRIMARY KEY (host), 
	CONSTRAINT fk_refused_hosts_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id)
);
CREATE TABLE "renditions" (
	id INTEGER NOT NULL, 
	recording_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	media_key VARCHAR NOT NULL, 
	media_type VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size_bytes BIGINT NOT NULL, 
	width_pixels INTEGER, 
	height_pixels INTEGER, 
	made_with JSON, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_renditions PRIMARY KEY (id), 
	CONSTRAINT uq_renditions_recording_id_kind UNIQUE (recording_id, kind), 
	CONSTRAINT uq_renditions_media_key UNIQUE (media_key), 
	CONSTRAINT fk_renditions_recording_id FOREIGN KEY(recording_id) REFERENCES recordings (id), 
	CONSTRAINT ck_renditions_kind CHECK (kind IN ('web_audio', 'web_video', 'peaks', 'poster', 'cleaned_audio'))
);
INSERT INTO "renditions" VALUES(1,1,'web_audio','renditions/8a/8a28cc8cd933e61f0d744188d4fcbdcf696c9e95f54f6130d71bc79563725a41-web-audio.m4a','audio/mp4','8a28cc8cd933e61f0d744188d4fcbdcf696c9e95f54f6130d71bc79563725a41',1650,NULL,NULL,'null','2026-11-22 13:48:04.036940');
INSERT INTO "renditions" VALUES(2,1,'peaks','renditions/8a/8a28cc8cd933e61f0d744188d4fcbdcf696c9e95f54f6130d71bc79563725a41-peaks.json','application/json','94532b0935fad2ecdb4a5099481366c0ca7452acb9a2a171a07450634063623f',390,NULL,NULL,'null','2026-11-22 13:48:04.058048');
INSERT INTO "renditions" VALUES(3,2,'web_audio','renditions/70/70c989349f8e8e936967816f14e9bb85d700173c878de776b5ebfd9219342118-web-audio.m4a','audio/mp4','70c989349f8e8e936967816f14e9bb85d700173c878de776b5ebfd9219342118',1700,NULL,NULL,'null','2026-11-22 13:48:04.171665');
INSERT INTO "renditions" VALUES(4,2,'peaks','renditions/70/70c989349f8e8e936967816f14e9bb85d700173c878de776b5ebfd9219342118-peaks.json','application/json','94532b0935fad2ecdb4a5099481366c0ca7452acb9a2a171a07450634063623f',390,NULL,NULL,'null','2026-11-22 13:48:04.187778');
CREATE TABLE revisions (
	id INTEGER NOT NULL, 
	transcript_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	made_by VARCHAR NOT NULL, 
	engine VARCHAR, 
	model VARCHAR, 
	settings JSON, 
	curator_id INTEGER, 
	reason VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, action VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_revisions PRIMARY KEY (id), 
	CONSTRAINT ck_revisions_engine CHECK ((made_by = 'machine') = (engine IS NOT NULL)), 
	CONSTRAINT ck_revisions_made_by CHECK (made_by IN ('machine', 'curator')), 
	CONSTRAINT ck_revisions_number CHECK (number >= 1), 
	CONSTRAINT fk_revisions_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id), 
	CONSTRAINT fk_revisions_transcript_id FOREIGN KEY(transcript_id) REFERENCES transcripts (id), 
	CONSTRAINT uq_revisions_transcript_id_number UNIQUE (transcript_id, number)
);
INSERT INTO "revisions" VALUES(1,1,1,'machine','invented-engine','invented-model','{"beam_size": 5}',NULL,'','2026-11-22 13:48:04.066730','');
INSERT INTO "revisions" VALUES(2,2,1,'machine','invented-engine','invented-model','{"beam_size": 5}',NULL,'','2026-11-22 13:48:04.189955','');
INSERT INTO "revisions" VALUES(3,1,2,'curator',NULL,NULL,NULL,1,'','2026-11-22 13:48:05.237620','text.saved');
INSERT INTO "revisions" VALUES(4,1,3,'curator',NULL,NULL,NULL,1,'','2026-11-22 13:48:05.299278','passage.split');
INSERT INTO "revisions" VALUES(5,1,4,'curator',NULL,NULL,NULL,1,'','2026-11-22 13:48:05.425359','passage.joined');
CREATE TABLE segments (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	start_seconds DOUBLE NOT NULL, 
	end_seconds DOUBLE NOT NULL, 
	text VARCHAR NOT NULL, 
	average_log_probability DOUBLE, 
	no_speech_probability DOUBLE, 
	compression_ratio DOUBLE, 
	CONSTRAINT pk_segments PRIMARY KEY (id), 
	CONSTRAINT ck_segments_span CHECK (end_seconds >= start_seconds), 
	CONSTRAINT fk_segments_revision_id FOREIGN KEY(revision_id) REFERENCES revisions (id), 
	CONSTRAINT uq_segments_revision_id_position UNIQUE (revision_id, position)
);
CREATE TABLE tags (
	id INTEGER NOT NULL, 
	passage_id VARCHAR NOT NULL, 
	theme_id INTEGER NOT NULL, 
	source VARCHAR NOT NULL, 
	score DOUBLE, 
	is_inherited BOOLEAN NOT NULL, 
	evidence JSON NOT NULL, 
	curator_id INTEGER, 
	created_at DATETIME NOT NULL, nearest_example VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_tags PRIMARY KEY (id), 
	CONSTRAINT ck_tags_score_of_machine CHECK ((source = 'machine') = (score IS NOT NULL)), 
	CONSTRAINT ck_tags_source CHECK (source IN ('machine', 'curator')), 
	CONSTRAINT ck_tags_score CHECK (score IS NULL OR (score >= 0 AND score <= 1)), 
	CONSTRAINT fk_tags_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id), 
	CONSTRAINT fk_tags_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id), 
	CONSTRAINT fk_tags_theme_id FOREIGN KEY(theme_id) REFERENCES themes (id), 
	CONSTRAINT uq_tags_passage_id_theme_id UNIQUE (passage_id, theme_id)
);
INSERT INTO "tags" VALUES(1,'2db512f3d4',1,'machine',0.9,0,'[]',NULL,'2026-11-22 13:48:04.097849','');
INSERT INTO "tags" VALUES(2,'5bf5b44e90',1,'machine',0.8,0,'[]',NULL,'2026-11-22 13:48:04.105246','');
INSERT INTO "tags" VALUES(3,'45a845d028',2,'machine',0.7,0,'[]',NULL,'2026-11-22 13:48:04.119009','');
INSERT INTO "tags" VALUES(4,'bf8ff350dd',1,'machine',0.9,0,'[]',NULL,'2026-11-22 13:48:04.201584','');
INSERT INTO "tags" VALUES(5,'ad05f0de63',1,'machine',0.8,0,'[]',NULL,'2026-11-22 13:48:04.208911','');
INSERT INTO "tags" VALUES(6,'f531c9c024',2,'machine',0.7,0,'[]',NULL,'2026-11-22 13:48:04.216459','');
CREATE TABLE "theme_decisions" (
	id INTEGER NOT NULL, 
	passage_id VARCHAR NOT NULL, 
	theme_id INTEGER NOT NULL, 
	is_about BOOLEAN NOT NULL, 
	text VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	curator_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_theme_decisions PRIMARY KEY (id), 
	CONSTRAINT fk_theme_decisions_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id), 
	CONSTRAINT fk_theme_decisions_theme_id FOREIGN KEY(theme_id) REFERENCES themes (id)
);
CREATE TABLE theme_examples (
	id INTEGER NOT NULL, 
	theme_id INTEGER NOT NULL, 
	language VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_theme_examples PRIMARY KEY (id), 
	CONSTRAINT ck_theme_examples_language CHECK (language IN ('fr', 'en')), 
	CONSTRAINT fk_theme_examples_theme_id FOREIGN KEY(theme_id) REFERENCES themes (id), 
	CONSTRAINT uq_theme_examples_theme_id_text UNIQUE (theme_id, text)
);
CREATE TABLE themes (
	id INTEGER NOT NULL, 
	slug VARCHAR NOT NULL, 
	label_fr VARCHAR NOT NULL, 
	label_en VARCHAR NOT NULL, 
	description_fr VARCHAR NOT NULL, 
	description_en VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	retired_on DATE, 
	CONSTRAINT pk_themes PRIMARY KEY (id), 
	CONSTRAINT uq_themes_slug UNIQUE (slug)
);
INSERT INTO "themes" VALUES(1,'open-data','données ouvertes','open data','Publier les données de l''État en formats ouverts, avec une licence libre, pour que chacun puisse les réutiliser.','Publishing government data in open formats under a free licence, so that anybody can reuse them.',1,NULL);
INSERT INTO "themes" VALUES(2,'broadband','Internet haute vitesse','broadband','Brancher tout le monde à Internet haute vitesse, surtout dans les villages et les régions : fibre, cellulaire, prix.','Connecting everybody to fast Internet, above all in villages and remote areas: fibre, mobile coverage, price.',2,NULL);
INSERT INTO "themes" VALUES(3,'free-software','logiciel libre','free software','Employer des logiciels libres dans l''État plutôt que de payer des licences à des fournisseurs uniques; partager le code public.','Using free and open-source software in government rather than paying licences to single vendors; sharing public code.',3,NULL);
INSERT INTO "themes" VALUES(4,'digital-plan','plan numérique','digital strategy','Un plan d''ensemble pour le numérique : stratégie, ministre, cibles, échéancier, budget.','A government-wide plan for digital matters: strategy, minister, targets, timetable, budget.',4,NULL);
INSERT INTO "themes" VALUES(5,'open-government','gouvernement ouvert','open government','Transparence, accès à l''information, reddition de comptes et participation des citoyens aux décisions.','Transparency, access to information, accountability and citizens taking part in decisions.',5,NULL);
INSERT INTO "themes" VALUES(6,'education','éducation et compétences','education and skills','Le numérique à l''école et la formation aux compétences numériques : programmation, enseignants, équipement, aînés, main-d''œuvre.','Digital tools at school and training in digital skills: coding, teachers, equipment, seniors, workforce.',6,NULL);
INSERT INTO "themes" VALUES(7,'startups','entreprises et capital','start-ups and capital','Jeunes entreprises technologiques : capital de risque, incubateurs, crédits d''impôt, commerce électronique, garder les sièges ici.','Young technology companies: venture capital, incubators, tax credits, e-commerce, keeping head offices here.',7,NULL);
INSERT INTO "themes" VALUES(8,'culture','culture et droit d''auteur','culture and copyright','La culture en ligne : droit d''auteur, revenus des artistes, plateformes de diffusion, contenu francophone, piratage, livre numérique.','Culture online: copyright, artists'' income, streaming platforms, French-language content, piracy, e-books.',8,NULL);
INSERT INTO "themes" VALUES(9,'privacy','vie privée et sécurité','privacy and security','Protéger les renseignements personnels et les systèmes : surveillance, fuites, vol d''identité, chiffrement, piratage.','Protecting personal information and systems: surveillance, leaks, identity theft, encryption, hacking.',9,NULL);
INSERT INTO "themes" VALUES(10,'e-services','services en ligne','online services','Faire ses démarches auprès de l''État en ligne : formulaires, guichet unique, permis, dossier santé, rendez-vous.','Dealing with government online: forms, one-stop portal, permits, health record, appointments.',10,NULL);
INSERT INTO "themes" VALUES(11,'e-voting','vote en ligne','online voting','Voter par Internet ou par machine plutôt que sur papier : commodité, participation, secret du vote, piratage, recomptage.','Voting by Internet or machine rather than on paper: convenience, turnout, secrecy, hacking, recounts.',11,NULL);
INSERT INTO "themes" VALUES(12,'net-neutrality','neutralité du Net','net neutrality','Traiter tout le trafic Internet de la même façon : ni voie rapide payante, ni ralentissement, ni blocage par les fournisseurs.','Treating all Internet traffic alike: no paid fast lanes, no throttling, no blocking by providers.',12,NULL);
CREATE TABLE transcripts (
	id INTEGER NOT NULL, 
	recording_id INTEGER NOT NULL, 
	language VARCHAR NOT NULL, 
	CONSTRAINT pk_transcripts PRIMARY KEY (id), 
	CONSTRAINT fk_transcripts_recording_id FOREIGN KEY(recording_id) REFERENCES recordings (id), 
	CONSTRAINT uq_transcripts_recording_id UNIQUE (recording_id)
);
INSERT INTO "transcripts" VALUES(1,1,'fr');
INSERT INTO "transcripts" VALUES(2,2,'fr');
CREATE TABLE turns (
	id INTEGER NOT NULL, 
	transcript_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	speaker_role VARCHAR NOT NULL, 
	is_speaker_confirmed BOOLEAN NOT NULL, 
	voice INTEGER, 
	start_seconds DOUBLE NOT NULL, 
	end_seconds DOUBLE NOT NULL, 
	CONSTRAINT pk_turns PRIMARY KEY (id), 
	CONSTRAINT ck_turns_speaker_role CHECK (speaker_role IN ('leader', 'interviewer', 'unknown')), 
	CONSTRAINT ck_turns_span CHECK (end_seconds >= start_seconds), 
	CONSTRAINT fk_turns_transcript_id FOREIGN KEY(transcript_id) REFERENCES transcripts (id), 
	CONSTRAINT uq_turns_transcript_id_position UNIQUE (transcript_id, position)
);
INSERT INTO "turns" VALUES(1,1,0,'interviewer',0,NULL,0.0,10.0);
INSERT INTO "turns" VALUES(2,1,1,'leader',0,NULL,10.0,20.0);
INSERT INTO "turns" VALUES(3,1,2,'leader',0,NULL,20.0,30.0);
INSERT INTO "turns" VALUES(4,2,0,'interviewer',0,NULL,0.0,10.0);
INSERT INTO "turns" VALUES(5,2,1,'leader',0,NULL,10.0,20.0);
INSERT INTO "turns" VALUES(6,2,2,'leader',0,NULL,20.0,30.0);
CREATE TABLE uploads (
	id VARCHAR NOT NULL, 
	curator_id INTEGER NOT NULL, 
	filename VARCHAR NOT NULL, 
	size_bytes BIGINT NOT NULL, 
	modified_at DATETIME, 
	details JSON NOT NULL, 
	sha256 VARCHAR, 
	duration_seconds DOUBLE, 
	duplicate_of VARCHAR NOT NULL, 
	refusal JSON, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_uploads PRIMARY KEY (id), 
	CONSTRAINT ck_uploads_size CHECK (size_bytes > 0), 
	CONSTRAINT ck_uploads_id CHECK (length(id) = 32), 
	CONSTRAINT ck_uploads_sha256 CHECK (sha256 IS NULL OR length(sha256) = 64), 
	CONSTRAINT fk_uploads_curator_id FOREIGN KEY(curator_id) REFERENCES curators (id)
);
CREATE TABLE voices (
	id INTEGER NOT NULL, 
	recording_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	speaker_role VARCHAR NOT NULL, 
	told_by VARCHAR NOT NULL, 
	speech_seconds DOUBLE NOT NULL, 
	embedding BLOB NOT NULL, 
	CONSTRAINT pk_voices PRIMARY KEY (id), 
	CONSTRAINT ck_voices_speaker_role CHECK (speaker_role IN ('leader', 'interviewer', 'unknown')), 
	CONSTRAINT ck_voices_told_by CHECK (told_by IN ('talk', 'voice', 'talk and voice', '')), 
	CONSTRAINT ck_voices_speech CHECK (speech_seconds >= 0), 
	CONSTRAINT ck_voices_embedding CHECK (length(embedding) = 1024), 
	CONSTRAINT fk_voices_recording_id_recordings FOREIGN KEY(recording_id) REFERENCES recordings (id) ON DELETE CASCADE, 
	CONSTRAINT uq_voices_recording_id_number UNIQUE (recording_id, number)
);
CREATE TABLE words (
	id INTEGER NOT NULL, 
	segment_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	start_seconds DOUBLE NOT NULL, 
	end_seconds DOUBLE NOT NULL, 
	probability DOUBLE, 
	removed_because VARCHAR NOT NULL, 
	CONSTRAINT pk_words PRIMARY KEY (id), 
	CONSTRAINT ck_words_span CHECK (end_seconds >= start_seconds), 
	CONSTRAINT ck_words_probability CHECK (probability IS NULL OR (probability >= 0 AND probability <= 1)), 
	CONSTRAINT fk_words_segment_id FOREIGN KEY(segment_id) REFERENCES segments (id), 
	CONSTRAINT uq_words_segment_id_position UNIQUE (segment_id, position)
);
CREATE INDEX ix_audit_entries_at ON audit_entries (at);
CREATE INDEX ix_facts_campaign_id ON facts (campaign_id);
CREATE INDEX ix_interviews_campaign_id ON interviews (campaign_id);
CREATE INDEX ix_interviews_leader_id ON interviews (leader_id);
CREATE INDEX ix_interviews_party_id ON interviews (party_id);
CREATE INDEX ix_invitations_campaign_id ON invitations (campaign_id);
CREATE INDEX ix_invitations_leader_id ON invitations (leader_id);
CREATE INDEX ix_leaderships_leader_id ON leaderships (leader_id);
CREATE INDEX ix_leaderships_party_id ON leaderships (party_id);
CREATE INDEX ix_recordings_state ON recordings (state);
CREATE INDEX ix_exchanges_transcript_id ON exchanges (transcript_id);
CREATE INDEX ix_revisions_transcript_id ON revisions (transcript_id);
CREATE INDEX ix_turns_transcript_id ON turns (transcript_id);
CREATE INDEX ix_passages_exchange_id ON passages (exchange_id);
CREATE INDEX ix_passages_transcript_id ON passages (transcript_id);
CREATE INDEX ix_passages_turn_id ON passages (turn_id);
CREATE INDEX ix_segments_revision_id ON segments (revision_id);
CREATE INDEX ix_tags_passage_id ON tags (passage_id);
CREATE INDEX ix_tags_theme_id ON tags (theme_id);
CREATE INDEX ix_words_segment_id ON words (segment_id);
CREATE TRIGGER revisions_no_update BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END;
CREATE TRIGGER revisions_no_delete BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END;
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;
CREATE INDEX ix_renditions_recording_id ON renditions (recording_id);
CREATE INDEX ix_voices_recording_id ON voices (recording_id);
CREATE INDEX ix_passage_versions_passage_id ON passage_versions (passage_id);
CREATE INDEX ix_passage_versions_revision_id ON passage_versions (revision_id);
CREATE INDEX ix_passage_redirects_into_passage_id ON passage_redirects (into_passage_id);
CREATE INDEX ix_passage_drafts_passage_id ON passage_drafts (passage_id);
CREATE TRIGGER passage_versions_no_update BEFORE UPDATE ON passage_versions BEGIN SELECT RAISE(ABORT, 'passage_versions is append-only'); END;
CREATE TRIGGER passage_versions_no_delete BEFORE DELETE ON passage_versions BEGIN SELECT RAISE(ABORT, 'passage_versions is append-only'); END;
CREATE INDEX ix_theme_decisions_passage_id ON theme_decisions (passage_id);
CREATE INDEX ix_theme_decisions_theme_id ON theme_decisions (theme_id);
CREATE TRIGGER theme_decisions_no_update BEFORE UPDATE ON theme_decisions BEGIN SELECT RAISE(ABORT, 'theme_decisions is append-only'); END;
CREATE TRIGGER theme_decisions_no_delete BEFORE DELETE ON theme_decisions BEGIN SELECT RAISE(ABORT, 'theme_decisions is append-only'); END;
CREATE INDEX ix_curator_sessions_curator_id ON curator_sessions (curator_id);
CREATE INDEX ix_login_tries_forgotten_at ON login_tries (forgotten_at);
CREATE INDEX ix_audit_entries_actor ON audit_entries (actor);
CREATE INDEX ix_audit_entries_action ON audit_entries (action);
CREATE INDEX ix_audit_entries_subject ON audit_entries (subject);
CREATE TRIGGER audit_entries_no_replace BEFORE INSERT ON audit_entries WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END;
CREATE INDEX ix_uploads_curator_id ON uploads (curator_id);
CREATE INDEX ix_uploads_expires_at ON uploads (expires_at);
CREATE UNIQUE INDEX uq_glossary_entries_in_campaign ON glossary_entries (campaign_id, text) WHERE retired_at IS NULL;
CREATE UNIQUE INDEX uq_glossary_entries_everywhere ON glossary_entries (text) WHERE retired_at IS NULL AND campaign_id IS NULL;
CREATE INDEX ix_corrections_passage_id_state ON corrections (passage_id, state);
CREATE INDEX ix_corrections_interview_id_decided_at ON corrections (interview_id, decided_at);
CREATE INDEX ix_corrections_state ON corrections (state);
CREATE INDEX ix_office_notes_interview_id ON office_notes (interview_id);
CREATE INDEX ix_office_notes_passage_id ON office_notes (passage_id);
CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections  WHEN (OLD.decided_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'corrections is append-only'); END;
CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections  WHEN (OLD.decided_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'corrections is append-only'); END;
CREATE TRIGGER office_notes_no_update BEFORE UPDATE OF passage_id, interview_id, signed_by, text_fr, text_en, channel, received_on, entered_by_id, entered_at ON office_notes   BEGIN SELECT RAISE(ABORT, 'office_notes is append-only'); END;
CREATE TRIGGER office_notes_no_return BEFORE UPDATE ON office_notes  WHEN (OLD.withdrawn_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'office_notes is append-only'); END;
CREATE TRIGGER office_notes_no_delete BEFORE DELETE ON office_notes   BEGIN SELECT RAISE(ABORT, 'office_notes is append-only'); END;
CREATE INDEX ix_publication_plans_publish_at ON publication_plans (publish_at);
CREATE INDEX ix_planned_interviews_interview_id ON planned_interviews (interview_id);
CREATE INDEX ix_heard_spans_transcript_id ON heard_spans (transcript_id);
CREATE INDEX ix_hearings_again_recording_id ON hearings_again (recording_id);
CREATE INDEX ix_hearings_again_state ON hearings_again (state);
CREATE INDEX ix_clips_interview_id_made_at ON clips (interview_id, made_at);
CREATE INDEX ix_clips_made_at ON clips (made_at);
CREATE INDEX ix_clip_files_clip_id ON clip_files (clip_id);
CREATE INDEX ix_clip_files_state ON clip_files (state);
CREATE INDEX ix_mentions_state ON mentions (state);
CREATE INDEX ix_mentions_passage_id ON mentions (passage_id);
CREATE INDEX ix_mentions_next_look_at ON mentions (next_look_at);
CREATE INDEX ix_mentions_clip_id ON mentions (clip_id);
CREATE INDEX ix_mentions_interview_id_state ON mentions (interview_id, state);
CREATE INDEX ix_mentions_source_host_looked_at ON mentions (source_host, looked_at);
COMMIT;
